package org.lorentznet.server.batching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;

/** Jets of several tasks that are scored at once, all with the same tagger. */
final class Batch {
  /** The jets {@code from} to {@code to - 1} of a task. */
  private record Slice(ScoringTask task, int from, int to) {
    int firstRow() {
      return task.jets().offset(from);
    }

    int lastRow() {
      return task.jets().offset(to);
    }

    Column column(String name) {
      return task.jets().constituentFeatures().get(name).slice(firstRow(), lastRow());
    }
  }

  private final ScoringWork work;
  private final List<Slice> slices = new ArrayList<>();
  private int jets;
  private long multiplyAdds;

  Batch(ScoringWork work) {
    this.work = work;
  }

  ScoringWork work() {
    return work;
  }

  int jets() {
    return jets;
  }

  long multiplyAdds() {
    return multiplyAdds;
  }

  /**
   * Takes the next jets of a task, as many as keep the batch below both limits; of an empty batch
   * one at least.
   */
  void fill(ScoringTask task, int mostJets, double mostNanos) {
    int from = task.handedOut();
    int to = from;
    while (to < task.jets().size() && jets < mostJets) {
      long more = work.multiplyAdds(task.jets(), to, to + 1);
      if (jets > 0 && work.nanos(multiplyAdds + more) > mostNanos) {
        break;
      }
      multiplyAdds += more;
      jets++;
      to++;
    }
    if (to > from) {
      task.handOut(to - from);
      slices.add(new Slice(task, from, to));
    }
  }

  /** The tasks of which this batch holds the first jets. */
  List<ScoringTask> begun() {
    return slices.stream().filter(slice -> slice.from() == 0).map(Slice::task).toList();
  }

  /** Its jets end to end, with the columns that the tagger needs. */
  Jets joined() {
    int[] offsets = new int[jets + 1];
    int jet = 0;
    for (Slice slice : slices) {
      for (int j = slice.from(); j < slice.to(); j++) {
        offsets[jet + 1] = offsets[jet] + slice.task().jets().multiplicity(j);
        jet++;
      }
    }
    double[] fourMomenta = new double[4 * offsets[jets]];
    int at = 0;
    for (Slice slice : slices) {
      int numbers = 4 * (slice.lastRow() - slice.firstRow());
      double[] from = slice.task().jets().fourMomenta();
      System.arraycopy(from, 4 * slice.firstRow(), fourMomenta, at, numbers);
      at += numbers;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String name : work.tagger().columns()) {
      columns.put(name, Column.join(slices.stream().map(slice -> slice.column(name)).toList()));
    }
    return new Jets(0, offsets, fourMomenta, Jets.Precision.FLOAT64, columns, Map.of(), null);
  }

  /** Hands the scores to the tasks. */
  void deliver(float[] logits) {
    int at = 0;
    for (Slice slice : slices) {
      int count = slice.to() - slice.from();
      slice.task().accept(slice.from(), logits, at, count);
      at += count;
    }
  }

  void fail(Throwable cause) {
    slices.forEach(slice -> slice.task().fail(cause));
  }
}

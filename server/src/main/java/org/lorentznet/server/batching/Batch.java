package org.lorentznet.server.batching;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;

/** Jets of several tasks that are scored at once, all with the same network. */
final class Batch {
  /** The jets {@code from} to {@code to - 1} of a task. */
  private record Slice(ScoringTask task, int from, int to) {}

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

  JetBatch encode() {
    List<Jets> blocks = new ArrayList<>(jets);
    int[] places = new int[jets];
    for (Slice slice : slices) {
      for (int jet = slice.from(); jet < slice.to(); jet++) {
        places[blocks.size()] = jet;
        blocks.add(slice.task().jets());
      }
    }
    return work.encoding().encode(blocks, places);
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

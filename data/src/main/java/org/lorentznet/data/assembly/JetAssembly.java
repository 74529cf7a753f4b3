package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.description.JetRules;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;

/** Makes blocks of jets of blocks of a file's rows, and remembers which jets were left out. */
final class JetAssembly {
  private final ReadableFile file;
  private final JetPlan plan;
  private final Consumer<SkippedJets> listener;
  private final List<String> reasons = new ArrayList<>();
  private long skipped;
  private long jets;
  private boolean ended;

  /**
   * @param listener is told at the end which jets were left out, if any
   */
  JetAssembly(ReadableFile file, JetPlan plan, Consumer<SkippedJets> listener) {
    this.file = file;
    this.plan = plan;
    this.listener = listener;
  }

  /** The next jets of a pass over all rows, maybe none; they are numbered as they come. */
  Jets next(RowBlock block) {
    Jets assembled = of(block).numberedFrom(jets);
    jets += assembled.size();
    return assembled;
  }

  /** The jets of some rows, maybe none. */
  Jets of(RowBlock block) {
    return file.reading("column", () -> assembled(block));
  }

  /** All rows have been passed over. */
  void end() {
    if (skipped > 0 && !ended) {
      listener.accept(new SkippedJets(file.toString(), skipped, jets + skipped, reasons));
    }
    ended = true;
  }

  private Jets assembled(RowBlock block) {
    ChosenJets all = ChosenJets.all(new BlockColumns(file, block), plan.places());
    int[] chosen = plan.selection().byColumns(all);
    List<Constituents> parts = new ArrayList<>();
    for (CollectionReader collection : plan.collections()) {
      parts.add(collection.read(all.columns(), all.places(), chosen));
    }
    Constituents constituents = parts.size() == 1 ? parts.getFirst() : Constituents.merged(parts);
    ChosenJets read =
        new ChosenJets(all.columns(), plan.places(), all.places().taken(chosen), constituents);
    ChosenJets taken = plan.selection().byMomenta(read);
    return jets(usable(taken, taken::fault));
  }

  /** The jets with which nothing is wrong; the others are skipped, or end the reading. */
  private ChosenJets usable(ChosenJets from, IntFunction<String> fault) {
    boolean[] keep = new boolean[from.count()];
    for (int j = 0; j < keep.length; j++) {
      String found = fault.apply(j);
      keep[j] = found == null;
      if (found != null) {
        skip(from.wrong(j, found));
      }
    }
    return from.where(keep);
  }

  private void skip(BadJetException bad) {
    if (!plan.skipBadJets()) {
      throw bad;
    }
    skipped++;
    if (reasons.size() < SkippedJets.MOST_REASONS) {
      reasons.add(bad.getMessage());
    }
  }

  private Jets jets(ChosenJets from) {
    // What is said of a jet is said of all its constituents, those that are cut off included.
    Constituents kept =
        plan.hardest().isPresent()
            ? from.constituents().where(from.constituents().hardest(plan.hardest().getAsInt()))
            : from.constituents();
    ConstituentColumns computed = new ConstituentColumns(plan.collections(), from, kept);
    Map<String, Column> constituentColumns = computed.columns();
    Map<String, Column> jetColumns = new LinkedHashMap<>();
    Evaluation ofJets = from.evaluation();
    plan.columns().forEach(column -> jetColumns.put(column.name(), column.column(ofJets)));
    ChosenJets good =
        usable(
            from,
            j -> {
              String fault = computed.fault(constituentColumns, j);
              return fault != null ? fault : weightFault(jetColumns, j);
            });
    if (good != from) {
      return jets(good);
    }
    return new Jets(
        0,
        kept.offsets(),
        kept.fourMomenta(),
        plan.precision(),
        constituentColumns,
        jetColumns,
        plan.labels().of(from));
  }

  private String weightFault(Map<String, Column> jetColumns, int jet) {
    Column weights = plan.weighted() ? jetColumns.get(JetRules.WEIGHT) : null;
    if (weights == null) {
      return null;
    }
    double weight = weights.asDouble(jet);
    return weight >= 0 && weight < Double.POSITIVE_INFINITY
        ? null
        : "has the weight " + weight + " (finite and not negative expected)";
  }
}

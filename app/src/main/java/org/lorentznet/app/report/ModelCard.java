package org.lorentznet.app.report;

import java.util.List;
import java.util.Map;

/**
 * What goes with a network that is handed on: what it is, where it comes from, how good it is, and
 * what it is not good for (after M. Mitchell et al., arXiv 1810.03993). Written as Markdown.
 *
 * @param name the network's
 * @param what it is, in a sentence
 * @param samples its figures on jets that it was not trained on, each under the jets' name
 * @param symmetry how far its logits move between frames, in a sentence
 * @param facts architecture, inputs, data and recipe
 * @param notes Markdown that people have written: limits, licence; may be empty
 */
public record ModelCard(
    String name,
    String what,
    List<TaggerFigures> samples,
    String symmetry,
    Map<String, String> facts,
    String notes) {
  public ModelCard {
    samples = List.copyOf(samples);
  }

  /** The card. */
  public String markdown() {
    return "# "
        + name
        + "\n\n"
        + what
        + "\n\n## How good it is\n\n"
        + figures().markdown()
        + "\nBrackets hold intervals that cover "
        + Numbers.percent(samples.getFirst().evaluation().level())
        + " and are made from these jets alone. "
        + counts()
        + "\n\n## Symmetry\n\n"
        + symmetry
        + "\n\n"
        + (notes.isBlank() ? "" : notes.strip() + "\n\n")
        + "## Where it comes from\n\n"
        + new FigureTable(
                List.of("", ""),
                facts.entrySet().stream()
                    .map(fact -> List.of(fact.getKey(), fact.getValue()))
                    .toList())
            .markdown();
  }

  /** A row for each sample of jets. */
  public FigureTable figures() {
    return new ComparisonTable(samples, Published.NONE).table("jets");
  }

  private String counts() {
    StringBuilder text = new StringBuilder();
    samples.forEach(sample ->
        text.append(sample.name())
            .append(" has ")
            .append(TaggerReport.counts(sample.evaluation()))
            .append(". "));
    return text.toString().strip();
  }
}

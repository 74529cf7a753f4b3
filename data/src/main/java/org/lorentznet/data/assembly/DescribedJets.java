package org.lorentznet.data.assembly;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.description.Description;
import org.lorentznet.data.description.Part;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;

/** The jets of a file of columns, as a description says. */
public final class DescribedJets implements JetSource {
  private final ColumnSource source;
  private final JetPlan plan;
  private final JetSchema schema;
  private final Consumer<SkippedJets> skipped;

  /**
   * Looks up in a file what a description names.
   *
   * @param part the part of the jets to take; empty for all
   * @param skipped is told at the end of each pass which jets were left out
   * @throws FileFormatException naming a column that is not there, or not of the kind it should be
   * @throws MismatchException for a part where the description has no split
   */
  public DescribedJets(
      ColumnSource file,
      Description description,
      Optional<Part> part,
      Consumer<SkippedJets> skipped) {
    this.skipped = skipped;
    source = ShapedColumns.of(file, description);
    plan = new JetPlanner(source, description).plan(part);
    boolean all = !plan.selection().selective() && !plan.skipBadJets() && !plan.places().events();
    schema =
        new JetSchema(
            source.file().toString(),
            description.name(),
            all ? OptionalLong.of(plan.toRead().iterator().next().rows()) : OptionalLong.empty(),
            plan.labels().classes(),
            plan.constituentColumns(),
            plan.jetColumns(),
            plan.precision());
  }

  @Override
  public JetSchema schema() {
    return schema;
  }

  @Override
  public JetStream open() {
    return new AssembledJets(assembly(), source.open(names()));
  }

  @Override
  public Optional<JetAccess> access() {
    return source.access(names()).map(columns -> new AssembledRows(assembly(), columns));
  }

  private JetAssembly assembly() {
    return new JetAssembly(source.file(), plan, skipped);
  }

  private List<String> names() {
    return plan.toRead().stream().map(FileColumn::name).toList();
  }
}

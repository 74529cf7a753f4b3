package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.data.assembly.ColumnNames.Scope;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.description.ConstituentRules;
import org.lorentznet.data.description.Description;
import org.lorentznet.data.description.JetRules;
import org.lorentznet.data.description.LabelRule;
import org.lorentznet.data.description.Membership;
import org.lorentznet.data.description.Part;
import org.lorentznet.data.description.SplitRule;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;

/** Looks up in a file what a description names. */
final class JetPlanner {
  /** Names that columns of written files have, whatever else is in them. */
  private static final Set<String> RESERVED = Set.of("E", "px", "py", "pz", "label");

  private final ColumnSource source;
  private final Description description;
  private final JetRules rules;
  private final ColumnNames names;

  JetPlanner(ColumnSource source, Description description) {
    this.source = source;
    this.description = description;
    rules = description.jets();
    names = new ColumnNames(source, description.name(), rules.lists(), List.of());
  }

  /**
   * The plan for a pass over the file.
   *
   * @throws FileFormatException naming what the file does not have
   * @throws MismatchException for a part where the description has no split
   */
  JetPlan plan(Optional<Part> part) {
    Labels labels = labels();
    List<BoundColumn> columns = columns(labels);
    JetSelection selection =
        new JetSelection(rules.select().map(e -> names.bind(e, Scope.JET)), part.map(this::part));
    JetPlaces places = new JetPlaces(jetLists(labels, columns, selection));
    List<CollectionReader> collections = new ArrayList<>();
    for (ConstituentRules collection : description.collections()) {
      ColumnNames own =
          new ColumnNames(source, description.name(), rules.lists(), linkLists(collection));
      collections.add(new CollectionReader(collection, own, places, description.toGeV(), RESERVED));
    }
    JetPlan plan =
        new JetPlan(
            places,
            collections,
            selection,
            columns,
            rules.weight().isPresent(),
            labels,
            description.hardest(),
            description.skipBadJets());
    requireSameColumns(collections);
    requireDistinctNames(plan);
    requireSameRows(plan);
    return plan;
  }

  private Labels labels() {
    return switch (rules.label().orElse(null)) {
      case null -> new Labels.None();
      case LabelRule.Number(Expression value, List<String> classes) ->
          new Labels.Number(names.bind(value, Scope.JET), classes);
      case LabelRule.OneHot oneHot ->
          new Labels.OneHot(
              oneHot.values().values().stream().map(e -> names.bind(e, Scope.JET)).toList(),
              oneHot.classes());
      case LabelRule.ByFile byFile -> Labels.ofFile(source.file(), byFile);
    };
  }

  private List<BoundColumn> columns(Labels labels) {
    Set<String> used = new LinkedHashSet<>(RESERVED);
    for (Bound bound : labels.bounds()) {
      bound.plainColumn().ifPresent(column -> used.add(column.column().name()));
    }
    if (rules.weight().isPresent()) {
      used.add(JetRules.WEIGHT);
    }
    List<BoundColumn> columns =
        new ArrayList<>(
            BoundColumn.bind(
                rules.columns(), names, Scope.JET, List.of(Level.ROW, Level.JET), used));
    rules
        .weight()
        .map(weight -> names.bind(weight, Scope.JET))
        .ifPresent(weight ->
            columns.add(
                new BoundColumn(JetRules.WEIGHT, weight, new BoundColumn.Kind.Value(), true)));
    return columns;
  }

  private JetSelection.ChosenPart part(Part part) {
    SplitRule rule =
        description
            .split()
            .orElseThrow(() ->
                new MismatchException(
                    description.name()
                        + ": has no key 'split', so no part of the jets can be chosen"));
    return new JetSelection.ChosenPart(
        rule, rule.by().stream().map(e -> names.bind(e, Scope.JET)).toList(), part);
  }

  /** The lists with an entry a jet that are read, at least one where a row is an event. */
  private List<Input.OfColumn> jetLists(
      Labels labels, List<BoundColumn> columns, JetSelection selection) {
    if (rules.lists().isEmpty()) {
      return List.of();
    }
    List<Bound> bounds = new ArrayList<>(labels.bounds());
    columns.forEach(column -> bounds.add(column.value()));
    selection.condition().ifPresent(bounds::add);
    selection.part().ifPresent(part -> bounds.addAll(part.by()));
    Set<Input.OfColumn> used = new LinkedHashSet<>();
    for (Bound bound : bounds) {
      bound.columns().stream().filter(c -> c.level() == Level.JET).forEach(used::add);
    }
    if (used.isEmpty()) {
      names.jetLists().stream().findFirst().ifPresent(used::add);
    }
    if (used.isEmpty()) {
      throw new FileFormatException(
          source.file(),
          "no list of numbers matches "
              + String.join(", ", rules.lists())
              + " ('jets.lists' of "
              + description.name()
              + ")");
    }
    return List.copyOf(used);
  }

  private static List<String> linkLists(ConstituentRules rules) {
    List<String> lists = new ArrayList<>();
    if (rules.membership().orElse(null) instanceof Membership.Links links
        && links.constituent().isPresent()) {
      lists.addAll(links.lists());
      lists.add(links.jet());
      lists.add(links.constituent().get());
    }
    return lists;
  }

  private void requireSameColumns(List<CollectionReader> collections) {
    List<String> first = collections.getFirst().columns().stream().map(BoundColumn::name).toList();
    for (CollectionReader collection : collections) {
      List<String> other = collection.columns().stream().map(BoundColumn::name).toList();
      if (!other.equals(first)) {
        throw new FileFormatException(
            source.file(),
            "the collections of constituents of "
                + description.name()
                + " have different columns: "
                + first
                + " and "
                + other);
      }
    }
  }

  private void requireDistinctNames(JetPlan plan) {
    Set<String> taken = new TreeSet<>(RESERVED);
    List<BoundColumn> all = new ArrayList<>(plan.collections().getFirst().columns());
    all.addAll(plan.columns());
    for (BoundColumn column : all) {
      if (!taken.add(column.name())) {
        throw names.wrong(
            column.value().expression(),
            "its column cannot be called '" + column.name() + "', which is taken");
      }
    }
  }

  private void requireSameRows(JetPlan plan) {
    FileColumn first = null;
    for (FileColumn column : plan.toRead()) {
      if (first != null && first.rows() != column.rows()) {
        throw new FileFormatException(
            source.file(),
            "column '"
                + column.name()
                + "' has "
                + column.rows()
                + " rows, column '"
                + first.name()
                + "' "
                + first.rows());
      }
      first = column;
    }
  }
}

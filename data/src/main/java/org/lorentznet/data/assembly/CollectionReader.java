package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.lorentznet.data.assembly.ColumnNames.Scope;
import org.lorentznet.data.description.ConstituentRules;
import org.lorentznet.data.description.Membership;
import org.lorentznet.data.description.MomentumRule;
import org.lorentznet.data.table.NumberType;

/** Reads one collection of constituents: its members of each jet, with four-momenta. */
final class CollectionReader {
  private final MomentumRule.Form form;
  private final List<Bound> components;
  private final Bound select;
  private final List<BoundColumn> columns;
  private final Members members;
  private final Membership.Cone cone;
  private final Bound coneEta;
  private final Bound conePhi;
  private final double toGeV;

  /**
   * Looks up what the rules name.
   *
   * @param used names of columns that patterns leave out
   */
  CollectionReader(
      ConstituentRules rules, ColumnNames names, JetPlaces jets, double toGeV, Set<String> used) {
    this.toGeV = toGeV;
    form = rules.fourMomenta().form();
    components =
        rules.fourMomenta().components().stream()
            .map(component -> names.bind(component, Scope.FOUR_MOMENTA))
            .toList();
    select = rules.select().map(e -> names.bind(e, Scope.CONSTITUENT_SELECTION)).orElse(null);
    Set<String> taken = new LinkedHashSet<>(used);
    for (Bound component : components) {
      component.plainColumn().ifPresent(column -> taken.add(column.column().name()));
    }
    columns =
        BoundColumn.bind(
            rules.columns(),
            names,
            Scope.CONSTITUENT,
            List.of(Level.CONSTITUENT, Level.LINK),
            taken);
    cone = rules.membership().orElse(null) instanceof Membership.Cone found ? found : null;
    coneEta = cone == null ? null : names.bind(cone.eta(), Scope.JET);
    conePhi = cone == null ? null : names.bind(cone.phi(), Scope.JET);
    members = members(rules, names, jets);
  }

  private Members members(ConstituentRules rules, ColumnNames names, JetPlaces jets) {
    List<Input.OfColumn> lists = at(Level.CONSTITUENT);
    if (lists.isEmpty()) {
      throw names.wrong(
          rules.fourMomenta().components().getFirst(),
          "the four-momenta name no column with a list or array a row");
    }
    return switch (rules.membership().orElse(null)) {
      case null -> new Members.OfRow(lists);
      case Membership.Cone near -> new Members.OfRow(lists);
      case Membership.Counts(var count) ->
          new Members.Counted(lists, names.bind(count, Scope.JET), jets);
      case Membership.Links links -> {
        boolean own = links.constituent().isEmpty();
        Level level = own ? Level.CONSTITUENT : Level.LINK;
        Input.OfColumn jet = names.list(links.jet(), level);
        Input.OfColumn constituent = own ? null : names.list(links.constituent().get(), Level.LINK);
        List<Input.OfColumn> linkLists = new ArrayList<>(own ? lists : at(Level.LINK));
        linkLists.add(jet);
        if (!own) {
          linkLists.add(constituent);
        }
        yield new Members.Linked(jet, constituent, linkLists, lists, jets);
      }
    };
  }

  /** The columns at a level that anything of this collection is made of. */
  private List<Input.OfColumn> at(Level level) {
    Set<Input.OfColumn> found = new LinkedHashSet<>();
    for (Bound bound : bounds()) {
      bound.columns().stream().filter(column -> column.level() == level).forEach(found::add);
    }
    return List.copyOf(found);
  }

  private List<Bound> bounds() {
    List<Bound> bounds = new ArrayList<>(components);
    columns.forEach(column -> bounds.add(column.value()));
    if (select != null) {
      bounds.add(select);
    }
    if (cone != null) {
      bounds.add(coneEta);
      bounds.add(conePhi);
    }
    return bounds;
  }

  /** Everything that has to be read of the file. */
  Set<Input.OfColumn> inputs() {
    Set<Input.OfColumn> inputs = new LinkedHashSet<>();
    bounds().forEach(bound -> inputs.addAll(bound.columns()));
    switch (members) {
      case Members.OfRow row -> {}
      case Members.Counted counted -> inputs.addAll(counted.count().columns());
      case Members.Linked linked -> inputs.addAll(linked.links());
    }
    return inputs;
  }

  /** The columns of its constituents. */
  List<BoundColumn> columns() {
    return columns;
  }

  /** Whether four-momenta are the file's numbers as they are, all in single precision. */
  boolean singlePrecision() {
    return form == MomentumRule.Form.E_PX_PY_PZ
        && toGeV == 1
        && components.stream()
            .allMatch(component ->
                component
                    .plainColumn()
                    .filter(c -> c.column().type() == NumberType.FLOAT32)
                    .isPresent());
  }

  /**
   * The constituents of some jets; padding is left out.
   *
   * @param all places of all jets of the block
   * @param chosen numbers of those that are wanted, ascending
   */
  Constituents read(BlockColumns block, Places all, int[] chosen) {
    Constituents found = members.of(block, all, chosen);
    Evaluation evaluation = new Evaluation(block, found.places(), CollectionReader::nothing);
    double[][] numbers = components.stream().map(evaluation::numbers).toArray(double[][]::new);
    double[] momenta = FourMomenta.of(form, numbers, toGeV);
    Constituents real =
        new Constituents(found.offsets(), null, found.places(), momenta)
            .where(withoutPadding(momenta));
    if (cone != null) {
      real = real.where(near(block, real));
    }
    return select == null ? real : real.where(selected(block, real));
  }

  private boolean[] withoutPadding(double[] momenta) {
    // A padded constituent's mass may be another than 0, and with it its energy.
    boolean energyIsGiven = form == MomentumRule.Form.E_PX_PY_PZ;
    boolean[] keep = new boolean[momenta.length / 4];
    for (int i = 0, k = 0; i < keep.length; i++, k += 4) {
      keep[i] =
          momenta[k + 1] != 0
              || momenta[k + 2] != 0
              || momenta[k + 3] != 0
              || (energyIsGiven && momenta[k] != 0);
    }
    return keep;
  }

  private static double[] nothing(Quantity quantity) {
    throw new IllegalStateException(quantity + " is not known yet");
  }

  private boolean[] selected(BlockColumns block, Constituents constituents) {
    Function<Quantity, double[]> quantities = q -> q.of(constituents.fourMomenta());
    return new Evaluation(block, constituents.places(), quantities).test(select);
  }

  /** Which constituents are within the cone around their jet's axis. */
  private boolean[] near(BlockColumns block, Constituents constituents) {
    Evaluation evaluation = new Evaluation(block, constituents.places(), CollectionReader::nothing);
    double[] jetEta = evaluation.numbers(coneEta);
    double[] jetPhi = evaluation.numbers(conePhi);
    double[] eta = Quantity.CONSTITUENT_ETA.of(constituents.fourMomenta());
    double[] phi = Quantity.CONSTITUENT_PHI.of(constituents.fourMomenta());
    boolean[] near = new boolean[eta.length];
    for (int i = 0; i < near.length; i++) {
      double dEta = eta[i] - jetEta[i];
      double dPhi = StrictMath.IEEEremainder(phi[i] - jetPhi[i], 2 * StrictMath.PI);
      // What is not a number is no reason to leave a constituent out in silence.
      near[i] = !(dEta * dEta + dPhi * dPhi > cone.radius() * cone.radius());
    }
    return near;
  }
}

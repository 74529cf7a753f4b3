package org.lorentznet.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lorentznet.errors.MismatchException;

/**
 * All figures of one evaluation of a tagger.
 *
 * @param jets how many jets were scored
 * @param classNames a name a class, in order of the labels; the labels themselves unless given
 * @param weighted whether jets had weights; the figures are then weighted, counts of jets are not
 * @param level confidence level of every interval
 * @param confusion jets of each class taken for each class, and the accuracy
 * @param accuracyInterval Clopper-Pearson's
 * @param auc area under the ROC curve with its interval; of several classes the mean over pairs of
 *     classes (Hand & Till)
 * @param workingPoints rejections at the efficiencies asked for; none for several classes, whose
 *     rejections are in {@code classes} and {@code pairwise}
 * @param loss mean cross-entropy in nats; empty where the scores are no probabilities
 * @param reliability whether probabilities are frequencies; empty where the scores are none, or
 *     jets are fewer than bins
 * @param roc the whole ROC curve, thresholds as probabilities where the tagger gives any; empty for
 *     several classes
 * @param scores how they are distributed
 * @param significance by how much a cut raises the significance at best; empty for several classes
 *     and where there are too few background jets to tell
 * @param partialAucs the areas where little background passes; none for several classes and for too
 *     few jets
 * @param classes each class against all others; empty for two classes
 * @param pairwise each class against each other; empty for two classes
 */
public record Evaluation(
    long jets,
    List<String> classNames,
    boolean weighted,
    double level,
    ConfusionMatrix confusion,
    Interval accuracyInterval,
    AucInterval auc,
    List<WorkingPoint> workingPoints,
    Optional<MeanLoss> loss,
    Optional<Reliability> reliability,
    Optional<RocCurve> roc,
    ScoreDistribution scores,
    Optional<SignificanceImprovement> significance,
    List<PartialAuc> partialAucs,
    List<Separation> classes,
    List<Separation> pairwise) {
  /** Background efficiencies up to which partial areas are told. */
  private static final double[] PARTIAL_LIMITS = {0.01, 0.1};

  public Evaluation {
    classNames = List.copyOf(classNames);
    workingPoints = List.copyOf(workingPoints);
    partialAucs = List.copyOf(partialAucs);
    classes = List.copyOf(classes);
    pairwise = List.copyOf(pairwise);
  }

  /** The signal efficiencies at which rejections are published: 0.3 and 0.5. */
  public static double[] publishedEfficiencies() {
    return new double[] {0.3, 0.5};
  }

  /** Evaluates with intervals of one sigma. */
  public static Evaluation of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, double[] efficiencies) {
    return of(output, labels, weightsOrNull, efficiencies, Interval.ONE_SIGMA);
  }

  /**
   * Evaluates a tagger.
   *
   * @param output what it says of each jet
   * @param labels each jet's class
   * @param weightsOrNull a jet's weight, not negative; null counts every jet once
   * @param efficiencies signal efficiencies at which to give the background rejection
   * @param level confidence level of the intervals
   * @throws BadScoresException where no figure can be computed: no jets, one class only, a label
   *     that is no class, a negative weight
   * @throws MismatchException for as many labels or weights as there are not jets
   */
  public static Evaluation of(
      TaggerOutput output,
      int[] labels,
      double[] weightsOrNull,
      double[] efficiencies,
      double level) {
    return of(ScoredSample.of(output, labels, weightsOrNull), efficiencies, level);
  }

  /**
   * Evaluates a tagger on a sample of any size; goes through it once, of several classes twice.
   *
   * @param efficiencies signal efficiencies at which to give the background rejection
   * @param level confidence level of the intervals
   * @throws BadScoresException where no figure can be computed: no jets, one class only
   */
  public static Evaluation of(ScoredSample sample, double[] efficiencies, double level) {
    JetChecks.requireLevel(level);
    DoubleStream.of(efficiencies).forEach(JetChecks::requireEfficiency);
    List<Double> distinct = DoubleStream.of(efficiencies).distinct().boxed().toList();
    SampleTallies tallies = new SampleTallies(sample);
    ConfusionMatrix confusion = tallies.confusion.matrix();

    Optional<RocCurve> roc = Optional.empty();
    AucInterval auc;
    List<WorkingPoint> workingPoints = List.of();
    Optional<SignificanceImprovement> significance = Optional.empty();
    List<PartialAuc> partialAucs = List.of();
    List<Separation> classes = List.of();
    List<Separation> pairwise = List.of();
    if (tallies.pairs.isEmpty()) {
      RocCurve curve = tallies.scores.curve().withThresholds(tallies.usersScale());
      roc = Optional.of(curve);
      auc = AucInterval.of(curve, level);
      workingPoints = distinct.stream().map(e -> curve.workingPoint(e, level)).toList();
      significance = SignificanceImprovement.of(curve, level);
      partialAucs =
          DoubleStream.of(PARTIAL_LIMITS)
              .mapToObj(limit -> PartialAuc.of(curve, limit, level))
              .flatMap(Optional::stream)
              .toList();
    } else {
      ClassSeparations separations =
          new ClassSeparations(
              tallies.scores, tallies.pairs.get(), tallies.usersScale(), distinct, level);
      classes = separations.againstRest();
      pairwise = separations.pairwise();
      auc = MeanPairwiseAuc.of(sample, tallies.scores, level);
    }
    return new Evaluation(
        tallies.jets(),
        IntStream.range(0, sample.classes()).mapToObj(Integer::toString).toList(),
        sample.weighted(),
        level,
        confusion,
        confusion.correct().clopperPearson(level),
        auc,
        workingPoints,
        tallies.loss.mean(level),
        tallies.reliability.reliability(level),
        roc,
        tallies.distribution(roc),
        significance,
        partialAucs,
        classes,
        pairwise);
  }

  /**
   * The same with names of the classes.
   *
   * @throws MismatchException where they are not as many as the classes, or two are the same
   */
  public Evaluation withClassNames(List<String> names) {
    if (names.size() != confusion.classes() || new HashSet<>(names).size() != names.size()) {
      throw new MismatchException(
          "a name for each of "
              + confusion.classes()
              + " classes expected, found "
              + String.join(", ", names));
    }
    return new Evaluation(
        jets,
        names,
        weighted,
        level,
        confusion,
        accuracyInterval,
        auc,
        workingPoints,
        loss,
        reliability,
        roc,
        scores,
        significance,
        partialAucs,
        classes,
        pairwise);
  }

  /** The fraction of jets taken for what they are. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** How the intervals were made, e.g. {@code auc -> "DeLong 68.27 %"}. */
  public Map<String, String> methods() {
    String exact = "Clopper-Pearson " + Interval.percent(level);
    Map<String, String> methods = new LinkedHashMap<>();
    methods.put("accuracy", exact);
    methods.put("auc", auc.method());
    methods.put("rejection", exact);
    loss.ifPresent(mean -> methods.put("loss", MeanLoss.method(level)));
    reliability.ifPresent(r ->
        methods.put(
            "expected_calibration_error", Reliability.METHOD + " " + Interval.percent(level)));
    significance.ifPresent(s ->
        methods.put("max_sic", SignificanceImprovement.METHOD + " " + Interval.percent(level)));
    if (!partialAucs.isEmpty()) {
      methods.put("partial_auc", Bootstrap.name(level));
    }
    return methods;
  }

  /**
   * The evaluation as JSON values. Under {@code rejection} an efficiency's {@code value} and {@code
   * high} are null where no background passes.
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("jets", jets);
    Map<String, Object> counts = new LinkedHashMap<>();
    for (int c = 0; c < classNames.size(); c++) {
      counts.put(classNames.get(c), confusion.jets(c));
    }
    json.put("class_counts", counts);
    json.put("weighted", weighted);
    json.put("accuracy", accuracy());
    json.put("accuracy_interval", accuracyInterval.toJson());
    json.put("auc", auc.auc());
    json.put("auc_interval", auc.interval().toJson());
    json.put("rejection", rejectionJson(workingPoints));
    json.put("loss", loss.map(MeanLoss::value).orElse(null));
    json.put("loss_interval", loss.map(mean -> mean.interval().toJson()).orElse(null));
    json.put("calibration", reliability.map(Reliability::toJson).orElse(null));
    json.put("confusion", confusion.toJson());
    json.put("interval_level", level);
    json.put("methods", new LinkedHashMap<String, Object>(methods()));
    if (roc.isPresent()) {
      json.put("max_sic", significance.map(SignificanceImprovement::toJson).orElse(null));
      Map<String, Object> areas = new LinkedHashMap<>();
      partialAucs.forEach(area -> areas.put(plain(area.limit()), area.toJson()));
      json.put("partial_auc", areas);
      json.put("working_points", list(workingPoints.stream().map(WorkingPoint::toJson).toList()));
      json.put("roc", curveJson(roc.get().thinned(Separation.CURVE_POINTS)));
    } else {
      json.put("classes", list(classes.stream().map(this::classJson).toList()));
      json.put("pairwise", list(pairwise.stream().map(this::pairJson).toList()));
    }
    return json;
  }

  private Map<String, Object> classJson(Separation separation) {
    int c = separation.signal();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class", classNames.get(c));
    json.put("jets", confusion.jets(c));
    json.put("accuracy", (double) confusion.count(c, c) / confusion.jets(c));
    json.putAll(separation.toJson());
    return json;
  }

  private Map<String, Object> pairJson(Separation separation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("signal", classNames.get(separation.signal()));
    json.put("background", classNames.get(separation.background().getAsInt()));
    json.putAll(separation.toJson());
    return json;
  }

  static Map<String, Object> rejectionJson(List<WorkingPoint> workingPoints) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (WorkingPoint point : workingPoints) {
      json.put(plain(point.efficiencyAsked()), point.rejectionJson());
    }
    return json;
  }

  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Columns, ready to be drawn. */
  private static Map<String, Object> curveJson(List<RocPoint> points) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "threshold",
        list(
            points.stream()
                .map(p -> Double.isFinite(p.threshold()) ? p.threshold() : null)
                .toList()));
    json.put("signal_efficiency", list(points.stream().map(RocPoint::signalEfficiency).toList()));
    json.put(
        "background_efficiency",
        list(points.stream().map(RocPoint::backgroundEfficiency).toList()));
    return json;
  }

  private static List<Object> list(List<?> values) {
    return new ArrayList<>(values);
  }
}

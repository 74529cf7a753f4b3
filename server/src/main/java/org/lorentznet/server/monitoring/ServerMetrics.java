package org.lorentznet.server.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.server.batching.BatchListener;
import org.lorentznet.server.models.ModelKey;
import org.lorentznet.server.models.ServedModel;

/** Figures for Prometheus; their names begin with {@code lorentznet_}. */
public final class ServerMetrics implements BatchListener, AutoCloseable {
  private static final Duration[] LATENCIES =
      durations(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final DistributionSummary batchJets =
      DistributionSummary.builder("lorentznet.batch.jets")
          .description("Jets scored at once")
          .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
          .register(registry);
  private final Timer batchTime = timer("lorentznet.batch", "Time that scoring a batch took");
  private final Timer waiting =
      timer("lorentznet.queue.wait", "Time from a request's jets being read to being scored");

  /** Of each served model whose usual scores are known. */
  private final Map<ModelKey, ScoreDrift> drifts = new ConcurrentHashMap<>();

  private final Map<ModelKey, List<Meter>> driftGauges = new ConcurrentHashMap<>();

  /**
   * @param queueJets how many jets wait
   * @param requests how many requests are at work
   */
  public ServerMetrics(IntSupplier queueJets, IntSupplier requests) {
    Gauge.builder("lorentznet.queue.jets", queueJets::getAsInt)
        .description("Jets that wait to be scored")
        .register(registry);
    Gauge.builder("lorentznet.requests.active", requests::getAsInt)
        .description("Scoring requests at work")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private static Duration[] durations(long... millis) {
    Duration[] durations = new Duration[millis.length];
    for (int i = 0; i < millis.length; i++) {
      durations[i] = Duration.ofMillis(millis[i]);
    }
    return durations;
  }

  private Timer timer(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(LATENCIES)
        .register(registry);
  }

  @Override
  public void scored(int jets, long nanos) {
    batchJets.record(jets);
    batchTime.record(Duration.ofNanos(nanos));
  }

  @Override
  public void begun(long nanos) {
    waiting.record(Duration.ofNanos(nanos));
  }

  /**
   * A request was answered.
   *
   * @param route the path's pattern, not the path: figures must stay few
   */
  public void answered(String route, int status, long nanos) {
    timer(
            "lorentznet.request",
            "Time from a request's headers to its answer",
            "route",
            route,
            "status",
            Integer.toString(status))
        .record(Duration.ofNanos(nanos));
  }

  /** Jets were scored for a request. */
  public void scored(ServedModel model, float[] probabilities) {
    Counter.builder("lorentznet.jets")
        .description("Jets scored")
        .tags("model", model.key().name(), "version", model.key().version())
        .register(registry)
        .increment((double) probabilities.length / model.model().classes().size());
    ScoreDrift drift = drifts.get(model.key());
    if (drift != null) {
      drift.add(probabilities);
    }
  }

  /** A model was read, or could not be. */
  public void loaded(ModelKey key, boolean good) {
    Counter.builder("lorentznet.model.loads")
        .description("Readings of model files")
        .tags("model", key.name(), "version", key.version(), "result", good ? "read" : "refused")
        .register(registry)
        .increment();
  }

  /** From now on the drift of a model's scores is watched, from nothing. */
  public void watch(ServedModel model, ScoreDistribution reference) {
    unwatch(model.key());
    ScoreDrift drift = new ScoreDrift(reference);
    drifts.put(model.key(), drift);
    List<Meter> gauges = new ArrayList<>();
    for (int k = 0; k < reference.classes(); k++) {
      int number = k;
      gauges.add(
          Gauge.builder("lorentznet.score.drift", drift, of -> of.index(number))
              .description("Population stability index of the newest scores")
              .tags("model", model.key().name(), "version", model.key().version())
              .tag("class", model.model().classes().get(k))
              .register(registry));
    }
    driftGauges.put(model.key(), gauges);
  }

  /** A model's drift is watched no more. */
  public void unwatch(ModelKey key) {
    drifts.remove(key);
    List<Meter> gauges = driftGauges.remove(key);
    if (gauges != null) {
      gauges.forEach(registry::remove);
    }
  }

  /** All figures in Prometheus' text format. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

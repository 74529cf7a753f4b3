package org.lorentznet.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.errors.UserException;
import org.lorentznet.server.models.ModelKey;
import org.lorentznet.server.models.ModelPlace;
import org.lorentznet.server.models.ServedModel;
import org.lorentznet.server.models.ShelfListener;
import org.lorentznet.server.monitoring.EventLog;
import org.lorentznet.server.monitoring.ServerMetrics;

/** Tells log and figures what happens to models. */
final class ModelEvents implements ShelfListener {
  private final EventLog log;
  private final ServerMetrics metrics;
  private final References references;

  ModelEvents(EventLog log, ServerMetrics metrics, References references) {
    this.log = log;
    this.metrics = metrics;
    this.references = references;
  }

  @Override
  public void loaded(ServedModel model) {
    metrics.loaded(model.key(), true);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("model", model.key().toString());
    details.put("file", model.file().toString());
    details.put("digest", model.digest());
    log.write(EventLog.Level.INFO, "model-loaded", details);
    try {
      references
          .of(model.key(), model.model().classes().size())
          .or(() -> model.model().description().scores())
          .ifPresentOrElse(
              reference -> metrics.watch(model, reference), () -> metrics.unwatch(model.key()));
    } catch (UserException e) {
      metrics.unwatch(model.key());
      log.write(
          EventLog.Level.WARNING,
          "drift-not-watched",
          Map.of("model", model.key().toString(), "reason", e.getMessage()));
    }
  }

  @Override
  public void refused(ModelKey key, String reason) {
    metrics.loaded(key, false);
    log.write(
        EventLog.Level.ERROR, "model-refused", Map.of("model", key.toString(), "reason", reason));
  }

  @Override
  public void withdrawn(ServedModel model) {
    metrics.unwatch(model.key());
    log.write(EventLog.Level.INFO, "model-withdrawn", Map.of("model", model.key().toString()));
  }

  @Override
  public void unreadable(ModelPlace place, String reason) {
    log.write(
        EventLog.Level.ERROR,
        "models-unreadable",
        Map.of("path", place.path().toString(), "reason", reason));
  }
}

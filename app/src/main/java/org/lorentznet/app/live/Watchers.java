package org.lorentznet.app.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lorentznet.jet.Jets;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.TrainingDivergedException;
import org.lorentznet.training.TrainingListener;

/** Several listeners to one training, told in turn. */
public final class Watchers implements TrainingListener, AutoCloseable {
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** One more listener, closed with this. */
  public <T extends TrainingListener & AutoCloseable> T add(T listener) {
    listeners.add(listener);
    open.push(listener);
    return listener;
  }

  @Override
  public void batchDone(Progress progress) {
    listeners.forEach(listener -> listener.batchDone(progress));
  }

  @Override
  public void notFinite(
      TrainingDivergedException what, List<Jets> blocks, int[] places, boolean skipped) {
    listeners.forEach(listener -> listener.notFinite(what, blocks, places, skipped));
  }

  @Override
  public void validated(long jets, long jetsTotal) {
    listeners.forEach(listener -> listener.validated(jets, jetsTotal));
  }

  @Override
  public void epochDone(EpochResult result, boolean best) {
    listeners.forEach(listener -> listener.epochDone(result, best));
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("a listener cannot be closed", e);
      }
    }
  }
}

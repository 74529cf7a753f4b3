package org.lorentznet.data.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A transfer that did not come to its end and is worth another attempt. */
final class InterruptedTransfer extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Duration> wait;

  InterruptedTransfer(String reason) {
    this(reason, Optional.empty());
  }

  InterruptedTransfer(String reason, IOException cause) {
    super(reason, cause);
    this.wait = Optional.empty();
  }

  /**
   * @param wait for how long the archive asks not to be asked again
   */
  InterruptedTransfer(String reason, Optional<Duration> wait) {
    super(reason);
    this.wait = wait;
  }

  Optional<Duration> askedToWait() {
    return wait;
  }
}

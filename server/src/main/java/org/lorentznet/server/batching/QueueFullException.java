package org.lorentznet.server.batching;

/** More jets wait than may; to be tried again a little later. */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueFullException(String message) {
    super(message);
  }
}

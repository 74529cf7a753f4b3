package org.lorentznet.dataset;

/**
 * A place between two batches of a training.
 *
 * @param epoch from 0
 * @param window the window of the epoch that holds the next jet, from 0; the number of windows
 *     behind the last jet
 * @param place how many jets of that window are behind
 */
public record Bookmark(int epoch, int window, int place) {
  /** Where an epoch begins. */
  public static Bookmark startOf(int epoch) {
    return new Bookmark(epoch, 0, 0);
  }
}

package org.lorentznet.server.body;

/**
 * How much a request may hold.
 *
 * @param bytes of the body
 * @param jets in it
 * @param constituents of a jet, padding included
 */
public record BodyLimits(long bytes, int jets, int constituents) {
  /**
   * Checks the number of jets.
   *
   * @throws BodyTooLargeException where they are too many
   */
  void requireJets(long found) {
    if (found > jets) {
      throw new BodyTooLargeException("more than " + jets + " jets in one request");
    }
  }

  /**
   * Checks the number of a jet's constituents.
   *
   * @throws BodyTooLargeException where they are too many
   */
  void requireConstituents(long jet, int found) {
    if (found > constituents) {
      throw new BodyTooLargeException(
          "jet " + jet + ": more than " + constituents + " constituents", jet);
    }
  }
}

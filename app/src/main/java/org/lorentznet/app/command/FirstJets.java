package org.lorentznet.app.command;

import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/** The first jets of a source, held in memory. */
final class FirstJets {
  private FirstJets() {}

  /**
   * Reads them.
   *
   * @param limit at most this many
   * @param encoding what a network needs of them
   * @throws org.lorentznet.errors.UserException where the source has not what the network needs, or
   *     no jets
   */
  static Jets read(JetSource source, int limit, ParticleEncoding encoding) {
    encoding.requireColumns(source.schema());
    JetSet jets = JetSet.read(source, limit);
    if (jets.size() == 0) {
      throw new FileFormatException(source.schema().source(), "has no jets");
    }
    return Jets.join(jets.blocks());
  }
}

package org.lorentznet.network;

import java.util.Map;
import java.util.Optional;
import org.lorentznet.jet.ParticleEncoding;

/** A jet tagger's network: any architecture that turns a batch of jets into a logit a class. */
public interface JetNetwork {
  /** {@return the architecture's name in model files, e.g. {@code LorentzNet}} */
  String architecture();

  /** {@return everything needed to build the network again, weights aside, as JSON values} */
  Map<String, Object> configuration();

  /** {@return what the network sees of a jet} */
  ParticleEncoding encoding();

  /** {@return the number of classes, at least 2} */
  int classes();

  /** {@return the network's tensors, live: training changes them} */
  Parameters parameters();

  /**
   * {@return the multiply-adds that scoring a jet needs at the least, as throughput is counted:
   * those that grow with the number of particle pairs} A training step needs three times as many.
   *
   * @param particles of the jet, reference vectors included
   */
  long multiplyAdds(int particles);

  /** {@return a scorer with the parameters as they are now; later training does not change it} */
  JetScorer scorer();

  /**
   * Looks inside the network with the parameters as they are now; empty where an architecture shows
   * nothing of its inside.
   *
   * @return the probe
   */
  default Optional<JetProbe> probe() {
    return Optional.empty();
  }

  /**
   * Scores with dropout left on; empty where the network has none.
   *
   * @return the sampler
   */
  default Optional<DropoutSampler> dropoutSampler() {
    return Optional.empty();
  }

  /** {@return work space for training this network's parameters} */
  NetworkTraining training();
}

package org.lorentznet.network.lorentz;

import java.util.Map;
import java.util.Optional;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.network.DropoutSampler;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Parameters;

/** LorentzNet with its parameters. */
public final class LorentzNet implements JetNetwork {
  /** Name of the architecture in model files. */
  public static final String ARCHITECTURE = "LorentzNet";

  private final LorentzNetConfiguration configuration;
  private final Parameters parameters;

  /**
   * A network with all parameters zero, to be loaded.
   *
   * @param configuration of the network
   */
  public LorentzNet(LorentzNetConfiguration configuration) {
    this.configuration = configuration;
    this.parameters = LorentzNetParameters.zero(configuration);
  }

  /**
   * {@return a network with random parameters (PyTorch's defaults), a function of the seed alone}
   *
   * @param configuration of the network
   * @param seed any number
   */
  public static LorentzNet initialised(LorentzNetConfiguration configuration, long seed) {
    LorentzNet network = new LorentzNet(configuration);
    LorentzNetParameters.initialise(network.parameters, configuration, seed);
    return network;
  }

  /** {@return the network's configuration} */
  public LorentzNetConfiguration settings() {
    return configuration;
  }

  @Override
  public String architecture() {
    return ARCHITECTURE;
  }

  @Override
  public Map<String, Object> configuration() {
    return configuration.toJson();
  }

  @Override
  public ParticleEncoding encoding() {
    return configuration.encoding();
  }

  @Override
  public int classes() {
    return configuration.classes();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Two products of C x C a pair and block, one in the last: phi_e's second layer, phi_x's first.
   */
  @Override
  public long multiplyAdds(int particles) {
    long width = configuration.width();
    long pairs = (long) particles * (particles - 1);
    return pairs * width * width * (2L * configuration.blocks() - 1);
  }

  @Override
  public JetScorer scorer() {
    return new LorentzNetScorer(parameters, configuration);
  }

  @Override
  public Optional<JetProbe> probe() {
    return Optional.of(
        new LorentzNetProbe(parameters, configuration, KernelChoice.current().kernels()));
  }

  @Override
  public Optional<DropoutSampler> dropoutSampler() {
    return configuration.dropout() == 0
        ? Optional.empty()
        : Optional.of(
            new LorentzNetDropout(parameters, configuration, KernelChoice.current().kernels()));
  }

  @Override
  public NetworkTraining training() {
    return new LorentzNetTraining(parameters, configuration, KernelChoice.current().kernels());
  }
}

package org.lorentznet.model;

import java.util.List;
import java.util.Optional;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/** The two tasks that weights of LorentzNet are published for (arXiv 2201.08187, section 4). */
public enum PublishedTask {
  /** Top quarks against light quarks and gluons. */
  TOP("top", List.of("QCD", "top"), LorentzNetConfiguration.topTagging(120)),
  /** Light quarks against gluons. */
  QUARK_GLUON("qg", List.of("gluon", "quark"), LorentzNetConfiguration.quarkGluon(139));

  private final String key;
  private final List<String> classes;
  private final LorentzNetConfiguration configuration;

  PublishedTask(String key, List<String> classes, LorentzNetConfiguration configuration) {
    this.key = key;
    this.classes = classes;
    this.configuration = configuration;
  }

  /**
   * {@return the task of that key, {@code top} or {@code qg}}
   *
   * @param key as commands and model files have it
   */
  public static Optional<PublishedTask> of(String key) {
    for (PublishedTask task : values()) {
      if (task.key.equals(key)) {
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /** {@return the task's name in commands and model files} */
  public String key() {
    return key;
  }

  /** {@return the names of the classes in label order} */
  public List<String> classes() {
    return classes;
  }

  /** {@return what the network sees of a jet} */
  public ParticleEncoding encoding() {
    return configuration.encoding();
  }

  /**
   * {@return the published network without its coordinate clamp, pooled by the divisor with which
   * the published weights do best: 120 for top, 139 for quark-gluon}
   */
  public LorentzNetConfiguration configuration() {
    return configuration;
  }
}

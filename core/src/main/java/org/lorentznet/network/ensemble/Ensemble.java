package org.lorentznet.network.ensemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.Tensor;
import org.lorentznet.numeric.RandomStream;

/**
 * Networks that answer as one: its probabilities are the means of theirs, its logits the logarithms
 * of these. They have the same inputs and classes. Trained together, each learns from its own loss
 * on the same batches, as it would alone with its own first weights and dropout.
 */
public final class Ensemble implements JetNetwork {
  /** Name of the architecture in model files. */
  public static final String ARCHITECTURE = "Ensemble";

  /** Key of the members' number in the configuration. */
  public static final String MEMBERS = "members";

  private final List<JetNetwork> members;
  private final Parameters parameters;

  /**
   * An ensemble of trained networks.
   *
   * @param members two or more
   * @throws MismatchException where one has other inputs, classes or architecture than another
   */
  public Ensemble(List<? extends JetNetwork> members) {
    this.members = List.copyOf(members);
    if (members.size() < 2) {
      throw new MismatchException("an ensemble has two members or more, found " + members.size());
    }
    JetNetwork first = members.get(0);
    List<Tensor> tensors = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      JetNetwork member = members.get(m);
      if (!member.architecture().equals(first.architecture())
          || !member.configuration().equals(first.configuration())) {
        throw new MismatchException(
            "members of an ensemble have the same network: number "
                + (m + 1)
                + " is "
                + member.architecture()
                + " "
                + member.configuration()
                + ", the first "
                + first.architecture()
                + " "
                + first.configuration());
      }
      String prefix = MEMBERS + "." + m + ".";
      for (Tensor tensor : member.parameters().all()) {
        tensors.add(
            new Tensor(prefix + tensor.name(), tensor.shape(), tensor.values(), tensor.role()));
      }
    }
    parameters = new Parameters(tensors);
  }

  /** {@return the networks} */
  public List<JetNetwork> members() {
    return members;
  }

  @Override
  public String architecture() {
    return ARCHITECTURE;
  }

  /** The number of members, then architecture and configuration of each of them. */
  @Override
  public Map<String, Object> configuration() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(MEMBERS, members.size());
    json.put("architecture", members.get(0).architecture());
    json.put("configuration", members.get(0).configuration());
    return json;
  }

  @Override
  public ParticleEncoding encoding() {
    return members.get(0).encoding();
  }

  @Override
  public int classes() {
    return members.get(0).classes();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public long multiplyAdds(int particles) {
    return members.size() * members.get(0).multiplyAdds(particles);
  }

  @Override
  public JetScorer scorer() {
    List<JetScorer> scorers = members.stream().map(JetNetwork::scorer).toList();
    int classes = classes();
    return new JetScorer() {
      @Override
      public int classes() {
        return classes;
      }

      @Override
      public void score(JetBatch batch, Workers workers, float[] logits) {
        List<float[]> answers = new ArrayList<>();
        for (JetScorer scorer : scorers) {
          float[] answer = new float[logits.length];
          scorer.score(batch, workers, answer);
          answers.add(answer);
        }
        combine(answers, classes, logits);
      }
    };
  }

  /** From the members' logits to those of the ensemble, jet by jet. */
  private static void combine(List<float[]> answers, int classes, float[] logits) {
    double[] logarithms = new double[answers.size()];
    for (int at = 0; at < logits.length; at += classes) {
      for (int k = 0; k < classes; k++) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < logarithms.length; m++) {
          logarithms[m] = -Softmax.crossEntropy(answers.get(m), at, classes, k);
          highest = Math.max(highest, logarithms[m]);
        }
        double sum = 0;
        for (double logarithm : logarithms) {
          sum += StrictMath.exp(logarithm - highest);
        }
        logits[at + k] = (float) (highest + StrictMath.log(sum / logarithms.length));
      }
    }
  }

  @Override
  public NetworkTraining training() {
    return new Training(members.stream().map(JetNetwork::training).toList(), classes());
  }

  /** The members' steps, one after the other on the same batch. */
  private static final class Training implements NetworkTraining {
    private final List<NetworkTraining> members;
    private final int classes;
    private float[] logits = new float[0];

    Training(List<NetworkTraining> members, int classes) {
      this.members = members;
      this.classes = classes;
    }

    @Override
    public double step(JetBatch batch, JetLoss loss, long dropoutSeed, Workers workers) {
      double sum = 0;
      for (int m = 0; m < members.size(); m++) {
        sum += members.get(m).step(batch, loss, RandomStream.key(dropoutSeed, m), workers);
      }
      logits = new float[batch.jets() * classes];
      combine(members.stream().map(NetworkTraining::logits).toList(), classes, logits);
      return sum / members.size();
    }

    @Override
    public float[] logits() {
      return logits;
    }

    /** Those of each member's own loss. */
    @Override
    public List<float[]> gradients() {
      List<float[]> gradients = new ArrayList<>();
      members.forEach(member -> gradients.addAll(member.gradients()));
      return gradients;
    }
  }
}

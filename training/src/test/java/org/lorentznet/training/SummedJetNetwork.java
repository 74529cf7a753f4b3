package org.lorentznet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.Tensor.Role;
import org.lorentznet.numeric.RandomStream;

/**
 * The smallest network with all that training has to deal with: parameters, a running statistic,
 * dropout, work spread over threads. It sees a jet's multiplicity, energy and mean mass scalar,
 * less their means, through one hidden layer.
 */
final class SummedJetNetwork implements JetNetwork {
  private static final int FEATURES = 3;
  private static final int HIDDEN = 8;
  private static final int CLASSES = 2;
  private static final double DROPOUT = 0.1;
  private static final float MOMENTUM = 0.1f;

  private final Parameters parameters;

  SummedJetNetwork(long seed) {
    RandomStream random = new RandomStream(seed);
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(random("hidden.weight", new int[] {HIDDEN, FEATURES}, random));
    tensors.add(random("hidden.bias", new int[] {HIDDEN}, random));
    tensors.add(new Tensor("mean", new int[] {FEATURES}, new float[FEATURES], Role.STATISTIC));
    tensors.add(random("output.weight", new int[] {CLASSES, HIDDEN}, random));
    tensors.add(random("output.bias", new int[] {CLASSES}, random));
    parameters = new Parameters(tensors);
  }

  private static Tensor random(String name, int[] shape, RandomStream random) {
    float[] values = new float[shape.length == 1 ? shape[0] : shape[0] * shape[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return new Tensor(name, shape, values, Role.PARAMETER);
  }

  @Override
  public String architecture() {
    return "SummedJet";
  }

  @Override
  public Map<String, Object> configuration() {
    return Map.of("hidden", HIDDEN);
  }

  @Override
  public ParticleEncoding encoding() {
    return ParticleEncoding.topTagging();
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  private float[] values(String name) {
    return parameters.get(name).values();
  }

  private static double[] features(JetBatch batch, int jet) {
    double energy = 0;
    double mass = 0;
    for (int i = batch.offsets()[jet]; i < batch.offsets()[jet + 1]; i++) {
      energy += batch.fourMomenta()[4 * i];
      mass += batch.scalars()[2 * i];
    }
    int n = batch.particles(jet);
    return new double[] {StrictMath.log(n), StrictMath.log(energy), mass / n};
  }

  private double[] hidden(double[] features, float[] mean) {
    double[] hidden = new double[HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      double sum = values("hidden.bias")[h];
      for (int f = 0; f < FEATURES; f++) {
        sum += values("hidden.weight")[h * FEATURES + f] * (features[f] - mean[f]);
      }
      hidden[h] = StrictMath.tanh(sum);
    }
    return hidden;
  }

  private void writeLogits(double[] hidden, float[] to, int at) {
    for (int k = 0; k < CLASSES; k++) {
      double sum = values("output.bias")[k];
      for (int h = 0; h < HIDDEN; h++) {
        sum += values("output.weight")[k * HIDDEN + h] * hidden[h];
      }
      to[at + k] = (float) sum;
    }
  }

  @Override
  public long multiplyAdds(int particles) {
    return 0;
  }

  @Override
  public JetScorer scorer() {
    SummedJetNetwork frozen = new SummedJetNetwork(0);
    Map<String, float[]> now = new LinkedHashMap<>();
    parameters.all().forEach(tensor -> now.put(tensor.name(), tensor.values()));
    frozen.parameters.load(now, "copy");
    return new JetScorer() {
      @Override
      public int classes() {
        return CLASSES;
      }

      @Override
      public void score(JetBatch batch, Workers workers, float[] logits) {
        workers.run(
            batch.jets(),
            jet ->
                frozen.writeLogits(
                    frozen.hidden(features(batch, jet), frozen.values("mean")),
                    logits,
                    jet * CLASSES));
      }
    };
  }

  @Override
  public NetworkTraining training() {
    return new Training();
  }

  private final class Training implements NetworkTraining {
    private final List<float[]> gradients =
        parameters.trained().stream().map(tensor -> new float[tensor.values().length]).toList();
    private float[] logits = new float[0];

    @Override
    public double step(JetBatch batch, JetLoss jetLoss, long dropoutSeed, Workers workers) {
      int jets = batch.jets();
      double[] weights = batch.weights();
      double total = batch.totalWeight();
      float[] mean = moveMean(batch);
      logits = new float[jets * CLASSES];
      double[] losses = new double[jets];
      double[][] slots = new double[jets][];
      workers.run(
          jets,
          jet -> {
            slots[jet] = backward(batch, jet, mean, dropoutSeed, jetLoss, losses);
          });
      double[] sums = new double[slots[0].length];
      double loss = 0;
      for (int jet = 0; jet < jets; jet++) {
        loss += weights[jet] * losses[jet];
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weights[jet] * slots[jet][i];
        }
      }
      int at = 0;
      for (float[] gradient : gradients) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = (float) (sums[at++] / total);
        }
      }
      return loss / total;
    }

    private float[] moveMean(JetBatch batch) {
      float[] running = values("mean");
      float[] mean = new float[FEATURES];
      for (int f = 0; f < FEATURES; f++) {
        double sum = 0;
        for (int jet = 0; jet < batch.jets(); jet++) {
          sum += features(batch, jet)[f];
        }
        mean[f] = (float) (sum / batch.jets());
        running[f] += MOMENTUM * (mean[f] - running[f]);
      }
      return mean;
    }

    private double[] backward(
        JetBatch batch, int jet, float[] mean, long dropoutSeed, JetLoss jetLoss, double[] losses) {
      double[] features = features(batch, jet);
      double[] hidden = hidden(features, mean);
      double[] kept = hidden.clone();
      boolean[] dropped = new boolean[HIDDEN];
      RandomStream random = new RandomStream(RandomStream.key(dropoutSeed, jet));
      for (int h = 0; h < HIDDEN; h++) {
        dropped[h] = random.nextDouble() < DROPOUT;
        kept[h] = dropped[h] ? 0 : hidden[h] / (1 - DROPOUT);
      }
      writeLogits(kept, logits, jet * CLASSES);
      double[] slope = new double[CLASSES];
      losses[jet] = jetLoss.of(jet, batch.labels()[jet], logits, jet * CLASSES, slope);
      double[] gradient = new double[HIDDEN * (FEATURES + 1) + CLASSES * (HIDDEN + 1)];
      int outputAt = HIDDEN * (FEATURES + 1);
      for (int h = 0; h < HIDDEN; h++) {
        double back = 0;
        for (int k = 0; k < CLASSES; k++) {
          gradient[outputAt + k * HIDDEN + h] = slope[k] * kept[h];
          back += slope[k] * values("output.weight")[k * HIDDEN + h];
        }
        back *= dropped[h] ? 0 : (1 - hidden[h] * hidden[h]) / (1 - DROPOUT);
        for (int f = 0; f < FEATURES; f++) {
          gradient[h * FEATURES + f] = back * (features[f] - mean[f]);
        }
        gradient[HIDDEN * FEATURES + h] = back;
      }
      System.arraycopy(slope, 0, gradient, outputAt + CLASSES * HIDDEN, CLASSES);
      return gradient;
    }

    @Override
    public float[] logits() {
      return logits;
    }

    @Override
    public List<float[]> gradients() {
      return gradients;
    }
  }
}

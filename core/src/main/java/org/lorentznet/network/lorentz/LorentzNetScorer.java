package org.lorentznet.network.lorentz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.EncodedJet;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
import org.lorentznet.kernel.SparePool;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.Parameters;

/**
 * LorentzNet in evaluation: one jet after the other, each by itself, with normalisations folded.
 */
final class LorentzNetScorer implements JetScorer {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final int rows;
  private final float[] embedding;
  private final float[] embeddingBias;
  private final float[] noBias;
  private final BlockWeights[] blocks;
  private final Decoder decoder;
  private final SparePool<Workspace> idle = new SparePool<>();

  LorentzNetScorer(Parameters parameters, LorentzNetConfiguration configuration) {
    this(parameters, configuration, KernelChoice.current().kernels());
  }

  LorentzNetScorer(Parameters parameters, LorentzNetConfiguration configuration, Kernels kernels) {
    this.configuration = configuration;
    this.kernels = kernels;
    int c = configuration.width();
    int s = configuration.encoding().size();
    rows = Panels.rows(c);
    embedding = Panels.pack(parameters.get("embedding.weight").values(), c, s, 0, s, null);
    embeddingBias = Panels.pad(parameters.get("embedding.bias").values());
    noBias = new float[rows];
    blocks = new BlockWeights[configuration.blocks()];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = BlockWeights.folded(parameters, configuration, block);
    }
    decoder = new Decoder(parameters, configuration, true);
  }

  @Override
  public int classes() {
    return configuration.classes();
  }

  @Override
  public void score(JetBatch batch, Workers workers, float[] logits) {
    requireScalars(configuration, batch);
    if (batch.jets() >= JETS_A_WORKER * workers.size()) {
      workers.run(batch.jets(), jet -> score(batch, jet, Workers.CALLER, logits));
    } else {
      for (int jet = 0; jet < batch.jets(); jet++) {
        score(batch, jet, workers, logits);
      }
    }
  }

  private void score(JetBatch batch, int jet, Workers workers, float[] logits) {
    score(
        batch.fourMomenta(),
        batch.scalars(),
        batch.offsets()[jet],
        batch.particles(jet),
        workers,
        logits,
        jet * configuration.classes());
  }

  @Override
  public void score(EncodedJet jet, Workers workers, float[] logits, int at) {
    score(jet.fourMomenta(), jet.scalars(), 0, jet.particles(), workers, logits, at);
  }

  private void score(
      double[] fourMomenta,
      float[] particleScalars,
      int first,
      int particles,
      Workers workers,
      float[] logits,
      int at) {
    Workspace workspace = idle.take();
    if (workspace == null) {
      workspace = new Workspace();
    }
    workspace.load(fourMomenta, particleScalars, first, particles);
    workspace.score(workers, logits, at, Trace.NONE);
    idle.give(workspace);
  }

  /** Scores one jet and shows what happens inside. */
  void trace(JetBatch batch, int jet, float[] logits, Trace trace) {
    requireScalars(configuration, batch);
    Workspace workspace = new Workspace();
    workspace.load(
        batch.fourMomenta(), batch.scalars(), batch.offsets()[jet], batch.particles(jet));
    workspace.score(Workers.CALLER, logits, jet * configuration.classes(), trace);
  }

  static void requireScalars(LorentzNetConfiguration configuration, JetBatch batch) {
    int expected = configuration.encoding().size();
    if (batch.scalars().length != expected * batch.particles()) {
      throw new MismatchException(
          "the network takes "
              + expected
              + " scalars a particle, the batch has "
              + batch.scalars().length / (double) Math.max(1, batch.particles()));
    }
  }

  /** Looks at hidden states and coordinates between blocks. */
  interface Trace {
    Trace NONE = (block, hidden, stride, x, gate, particles) -> {};

    /**
     * Called after the embedding ({@code block} 0) and after each block.
     *
     * @param hidden C rows of particles
     * @param x coordinates, component by component, 2 N each
     * @param gate of each pair, numbered as in {@link Kernels}; of no meaning after the embedding
     */
    void state(int block, float[] hidden, int stride, double[] x, float[] gate, int particles);
  }

  /** Buffers for one jet at a time; they grow to the largest jet seen. */
  private final class Workspace {
    private final List<PairPass> passes = new ArrayList<>();
    private final JetPairs pairs = new JetPairs();
    private final IntConsumer beginning = this::beginPairs;
    private final IntConsumer part = this::runPart;
    private final double[] pooled = new double[configuration.width()];
    private final double[] active = new double[configuration.width()];
    private int capacity;
    private float[] scalars;
    private float[] hidden;
    private float[] message;
    private float[] node;
    private float[] update;
    private double[] x;
    private double[] moved;

    /** Of the jet at work. */
    private int particles;

    private int stride;
    private BlockWeights weights;

    private void reserve() {
      if (particles <= capacity) {
        return;
      }
      capacity = particles;
      int size = rows * stride + Kernels.LANES;
      scalars = new float[configuration.encoding().size() * stride];
      hidden = new float[size];
      pairs.receiver = new float[rows * JetPairs.receiverStride(particles) + Kernels.LANES];
      pairs.sender = new float[rows * JetPairs.senderStride(particles) + Kernels.LANES];
      message = new float[size];
      node = new float[size];
      update = new float[size];
      int room = particles * (particles - 1) + 2 * Kernels.TILE;
      pairs.n = new float[room];
      pairs.d = new float[room];
      pairs.gate = new float[room];
      pairs.shift = new float[room];
      x = new double[PairGeometry.size(particles)];
      moved = new double[PairGeometry.size(particles)];
    }

    /** Takes a jet in: its particles from row {@code first} on. */
    void load(double[] fourMomenta, float[] particleScalars, int first, int count) {
      particles = count;
      stride = Panels.columns(particles);
      reserve();
      int perParticle = configuration.encoding().size();
      transposeScalars(particleScalars, first, particles, perParticle, scalars, 0, stride);
      PairGeometry.load(fourMomenta, first, particles, x, 0);
    }

    void score(Workers workers, float[] logits, int at, Trace trace) {
      int perParticle = configuration.encoding().size();
      linear(embedding, perParticle, scalars, embeddingBias, hidden, stride);
      trace.state(0, hidden, stride, x, pairs.gate, particles);
      for (int block = 0; block < blocks.length; block++) {
        block(blocks[block], workers);
        trace.state(block + 1, hidden, stride, x, pairs.gate, particles);
      }
      decoder.pool(hidden, 0, stride, particles, pooled, 0);
      decoder.decode(pooled, 0, null, active, 0, logits, at);
    }

    private void block(BlockWeights block, Workers workers) {
      weights = block;
      pairs.particles = particles;
      pairs.stride = JetPairs.receiverStride(particles);
      pairs.senderStride = JetPairs.senderStride(particles);
      pairs.distance = weights.distance();
      pairs.product = weights.product();
      workers.run(3, beginning);
      int parts = pairs.parts();
      while (passes.size() < (workers.size() == 1 ? 1 : parts)) {
        passes.add(new PairPass(kernels, rows));
      }
      if (workers.size() == 1) {
        passes.get(0).run(weights, pairs, message, 0, stride);
      } else {
        workers.run(parts, part);
        for (int p = 0; p < parts; p++) {
          passes.get(p).addSums(pairs, p, message, 0, stride);
        }
      }
      if (weights.coordinate() != null) {
        move();
      }
      updateNodes();
    }

    /** Three independent tasks before the pairs: invariants, receivers, senders. */
    private void beginPairs(int task) {
      int c = configuration.width();
      if (task == 0) {
        PairGeometry.invariants(kernels, x, 0, particles, pairs.n, pairs.d, 0);
      } else if (task == 1) {
        float[] bias = weights.receiverBias();
        linear(weights.receiver(), c, hidden, bias, pairs.receiver, pairs.stride);
        Panels.repeat(pairs.receiver, rows, pairs.stride, particles, particles + Kernels.TILE);
      } else {
        linear(weights.sender(), c, hidden, noBias, pairs.sender, pairs.senderStride);
        Panels.repeat(
            pairs.sender, rows, pairs.senderStride, particles, 2 * particles + Kernels.LANES);
      }
    }

    private void runPart(int p) {
      passes.get(p).runPart(weights, pairs, p);
    }

    private void move() {
      PairGeometry.move(
          kernels,
          x,
          0,
          particles,
          pairs.shift,
          0,
          configuration.coordinateScale(),
          configuration.coordinateClamp(),
          moved,
          0);
      double[] before = x;
      x = moved;
      moved = before;
    }

    /** h + phi_h(h, a, s). */
    private void updateNodes() {
      int c = configuration.width();
      linear(weights.nodeHidden(), c, hidden, weights.nodeBias(), node, stride);
      linear(weights.nodeMessage(), c, message, null, node, stride);
      int perParticle = configuration.encoding().size();
      kernels.product(
          weights.nodeScalars(),
          rows,
          perParticle,
          scalars,
          0,
          stride,
          null,
          true,
          node,
          0,
          stride,
          stride);
      linear(weights.nodeOut(), c, node, weights.nodeOutBias(), update, stride);
      for (int i = 0; i < rows * stride; i++) {
        hidden[i] += update[i];
      }
    }

    /** A layer over the jet's particles; without a bias it adds to what {@code out} holds. */
    private void linear(
        float[] matrix, int inner, float[] in, float[] bias, float[] out, int outStride) {
      kernels.product(matrix, rows, inner, in, 0, stride, bias, false, out, 0, outStride, stride);
    }
  }

  /** From particle by particle to scalar by scalar, 0 behind the last particle. */
  static void transposeScalars(
      float[] scalars, int first, int particles, int perParticle, float[] to, int at, int stride) {
    for (int s = 0; s < perParticle; s++) {
      int row = at + s * stride;
      for (int i = 0; i < particles; i++) {
        to[row + i] = scalars[(first + i) * perParticle + s];
      }
      Arrays.fill(to, row + particles, row + stride, 0);
    }
  }
}

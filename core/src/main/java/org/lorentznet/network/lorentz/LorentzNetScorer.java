package org.lorentznet.network.lorentz;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
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
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

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
    workers.run(
        batch.jets(),
        jet -> {
          Workspace workspace = idle.poll();
          if (workspace == null) {
            workspace = new Workspace();
          }
          workspace.score(batch, jet, logits, Trace.NONE);
          idle.add(workspace);
        });
  }

  /** Scores one jet and shows what happens inside. */
  void trace(JetBatch batch, int jet, float[] logits, Trace trace) {
    requireScalars(configuration, batch);
    new Workspace().score(batch, jet, logits, trace);
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
    Trace NONE = (block, hidden, stride, x, particles) -> {};

    /**
     * Called after the embedding ({@code block} 0) and after each block.
     *
     * @param hidden C rows of particles
     * @param x coordinates, component by component, 2 N each
     */
    void state(int block, float[] hidden, int stride, double[] x, int particles);
  }

  /** Buffers for one jet at a time; they grow to the largest jet seen. */
  private final class Workspace {
    private final PairPass pass = new PairPass(kernels, rows);
    private int capacity;
    private float[] scalars;
    private float[] hidden;
    private float[] receiver;
    private float[] sender;
    private float[] message;
    private float[] node;
    private float[] update;
    private float[] distance;
    private float[] product;
    private float[] gate;
    private float[] shift;
    private double[] x;
    private double[] moved;
    private final double[] pooled = new double[configuration.width()];
    private final double[] active = new double[configuration.width()];

    private void reserve(int particles) {
      if (particles <= capacity) {
        return;
      }
      capacity = particles;
      int stride = Panels.columns(particles);
      int size = rows * stride + Kernels.LANES;
      scalars = new float[configuration.encoding().size() * stride];
      hidden = new float[size];
      receiver = new float[size];
      sender = new float[2 * size];
      message = new float[size];
      node = new float[size];
      update = new float[size];
      int pairs = particles * (particles - 1) + 2 * Kernels.TILE;
      distance = new float[pairs];
      product = new float[pairs];
      gate = new float[pairs];
      shift = new float[pairs];
      x = new double[PairGeometry.size(particles)];
      moved = new double[PairGeometry.size(particles)];
    }

    void score(JetBatch batch, int jet, float[] logits, Trace trace) {
      int particles = batch.particles(jet);
      reserve(particles);
      int stride = Panels.columns(particles);
      int first = batch.offsets()[jet];
      int perParticle = configuration.encoding().size();
      transposeScalars(batch.scalars(), first, particles, perParticle, scalars, 0, stride);
      PairGeometry.load(batch.fourMomenta(), first, particles, x, 0);
      kernels.product(
          embedding,
          rows,
          perParticle,
          scalars,
          0,
          stride,
          embeddingBias,
          false,
          hidden,
          0,
          stride,
          stride);
      trace.state(0, hidden, stride, x, particles);
      for (int block = 0; block < blocks.length; block++) {
        block(blocks[block], particles, stride, perParticle);
        trace.state(block + 1, hidden, stride, x, particles);
      }
      decoder.pool(hidden, 0, stride, particles, pooled, 0);
      decoder.decode(pooled, 0, null, active, 0, logits, jet * configuration.classes());
    }

    private void block(BlockWeights weights, int particles, int stride, int perParticle) {
      int c = configuration.width();
      PairGeometry.invariants(kernels, x, 0, particles, distance, 0, product, 0);
      kernels.product(
          weights.receiver(),
          rows,
          c,
          hidden,
          0,
          stride,
          weights.receiverBias(),
          false,
          receiver,
          0,
          stride,
          stride);
      kernels.product(
          weights.sender(),
          rows,
          c,
          hidden,
          0,
          stride,
          noBias,
          false,
          sender,
          0,
          2 * stride,
          stride);
      for (int r = 0; r < rows; r++) {
        int row = 2 * stride * r;
        System.arraycopy(sender, row, sender, row + particles, particles);
      }
      pass.run(
          weights,
          particles,
          receiver,
          stride,
          sender,
          2 * stride,
          weights.distance(),
          weights.product(),
          distance,
          0,
          product,
          0,
          gate,
          0,
          shift,
          0,
          message,
          0,
          stride);
      if (weights.coordinate() != null) {
        PairGeometry.move(
            x,
            0,
            particles,
            shift,
            0,
            configuration.coordinateScale(),
            configuration.coordinateClamp(),
            moved,
            0);
        double[] before = x;
        x = moved;
        moved = before;
      }
      kernels.product(
          weights.nodeHidden(),
          rows,
          c,
          hidden,
          0,
          stride,
          weights.nodeBias(),
          false,
          node,
          0,
          stride,
          stride);
      kernels.product(
          weights.nodeMessage(), rows, c, message, 0, stride, null, false, node, 0, stride, stride);
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
      kernels.product(
          weights.nodeOut(),
          rows,
          c,
          node,
          0,
          stride,
          weights.nodeOutBias(),
          false,
          update,
          0,
          stride,
          stride);
      for (int i = 0; i < rows * stride; i++) {
        hidden[i] += update[i];
      }
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

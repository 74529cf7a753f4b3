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
 * LorentzNet in evaluation, with normalisations folded. Small jets go through the layers over
 * particles in groups, side by side as columns of the same matrices, which fill vectors and tiles
 * better; no column knows of another, so a score does not depend on the group.
 */
final class LorentzNetScorer implements JetScorer {
  /** Bounds of a group: beyond them there is nothing to gain, and work is dealt more coarsely. */
  private static final int GROUP_PAIRS = 5000;

  private static final int GROUP_PARTICLES = 192;

  /** Groups that each thread gets at least, so that all end at about the same time. */
  private static final int GROUPS_A_WORKER = 8;

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
      int[] groups = groups(batch, workers.size());
      workers.run(
          groups.length - 1,
          group -> score(batch, groups[group], groups[group + 1], Workers.CALLER, logits));
    } else {
      for (int jet = 0; jet < batch.jets(); jet++) {
        score(batch, jet, jet + 1, workers, logits);
      }
    }
  }

  /** The first jet of each group, and behind the last group the number of jets. */
  private static int[] groups(JetBatch batch, int workers) {
    int most = Math.max(1, batch.jets() / (GROUPS_A_WORKER * workers));
    int[] first = new int[batch.jets() + 1];
    int count = 0;
    int particles = 0;
    int pairs = 0;
    for (int jet = 0; jet < batch.jets(); jet++) {
      int n = batch.particles(jet);
      boolean full =
          jet - first[Math.max(0, count - 1)] >= most
              || particles + n > GROUP_PARTICLES
              || pairs + n * (n - 1) > GROUP_PAIRS;
      if (count == 0 || full) {
        first[count++] = jet;
        particles = 0;
        pairs = 0;
      }
      particles += n;
      pairs += n * (n - 1);
    }
    first[count] = batch.jets();
    return Arrays.copyOf(first, count + 1);
  }

  private void score(JetBatch batch, int from, int to, Workers workers, float[] logits) {
    Workspace workspace = take();
    workspace.load(batch, from, to);
    workspace.score(workers, logits, from * configuration.classes(), Trace.NONE);
    idle.give(workspace);
  }

  @Override
  public void score(EncodedJet jet, Workers workers, float[] logits, int at) {
    Workspace workspace = take();
    workspace.load(jet);
    workspace.score(workers, logits, at, Trace.NONE);
    idle.give(workspace);
  }

  private Workspace take() {
    Workspace workspace = idle.take();
    return workspace == null ? new Workspace() : workspace;
  }

  /** Scores one jet and shows what happens inside. */
  void trace(JetBatch batch, int jet, float[] logits, Trace trace) {
    requireScalars(configuration, batch);
    Workspace workspace = new Workspace();
    workspace.load(batch, jet, jet + 1);
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

  /** Buffers for a group of jets at a time; they grow to the largest seen. */
  private final class Workspace {
    private final List<PairPass> passes = new ArrayList<>();
    private final JetPairs pairs = new JetPairs();
    private final IntConsumer beginning = this::begin;
    private final IntConsumer spreading = this::spread;
    private final IntConsumer part = this::runPart;
    private final double[] pooled = new double[configuration.width()];
    private final double[] active = new double[configuration.width()];
    private int columnRoom;
    private int pairRoom;
    private float[] scalars;
    private float[] hidden;
    private float[] receiver;
    private float[] sender;
    private float[] message;
    private float[] node;
    private float[] update;
    private double[] x;
    private double[] moved;

    /** Of the group at work: its jets, and the first column and first pair of each. */
    private int jets;

    private int[] column = new int[2];
    private int[] pair = new int[2];

    /** Columns of matrices over particles: those of the group, in whole vectors. */
    private int columns;

    /** From one row of them to the next, with room for whole vectors from each jet's column on. */
    private int stride;

    private BlockWeights weights;

    /** The jet at work. */
    private int jet;

    void load(JetBatch batch, int from, int to) {
      jets = to - from;
      if (column.length <= jets) {
        column = new int[jets + 1];
        pair = new int[jets + 1];
      }
      int[] offsets = batch.offsets();
      for (int j = 0; j <= jets; j++) {
        column[j] = offsets[from + j] - offsets[from];
      }
      load(batch.fourMomenta(), batch.scalars(), offsets[from]);
    }

    void load(EncodedJet encoded) {
      jets = 1;
      column[0] = 0;
      column[1] = encoded.particles();
      load(encoded.fourMomenta(), encoded.scalars(), 0);
    }

    /**
     * Takes the group in, of which {@link #column} is known: its particles from row {@code first}.
     */
    private void load(double[] fourMomenta, float[] particleScalars, int first) {
      int particles = column[jets];
      columns = Panels.columns(particles);
      stride = Panels.columns(column[jets - 1] + Panels.columns(particles(jets - 1)));
      for (int j = 0; j < jets; j++) {
        int n = particles(j);
        pair[j + 1] = pair[j] + JetPairs.tiles(n * (n - 1)) * Kernels.TILE;
      }
      reserve();
      int perParticle = configuration.encoding().size();
      Arrays.fill(scalars, 0, perParticle * stride, 0);
      transposeScalars(particleScalars, first, particles, perParticle, scalars, 0, stride);
      for (int j = 0; j < jets; j++) {
        PairGeometry.load(fourMomenta, first + column[j], particles(j), x, coordinates(j));
      }
    }

    private int particles(int j) {
      return column[j + 1] - column[j];
    }

    private int coordinates(int j) {
      return PairGeometry.size(column[j]);
    }

    private void reserve() {
      if (columnRoom < stride) {
        columnRoom = stride;
        int size = rows * stride + Kernels.LANES;
        scalars = new float[configuration.encoding().size() * stride];
        hidden = new float[size];
        receiver = new float[size];
        sender = new float[size];
        message = new float[size];
        node = new float[size];
        update = new float[size];
        x = new double[PairGeometry.size(stride)];
        moved = new double[PairGeometry.size(stride)];
      }
      if (pairs.n == null || pairRoom < pair[jets]) {
        pairRoom = pair[jets];
        int size = pairRoom + 2 * Kernels.TILE;
        pairs.n = new float[size];
        pairs.d = new float[size];
        pairs.gate = new float[size];
        pairs.shift = new float[size];
      }
    }

    /**
     * @param logits written: those of the group's jets, from {@code at} on
     * @param trace for a group of one jet
     */
    void score(Workers workers, float[] logits, int at, Trace trace) {
      int perParticle = configuration.encoding().size();
      linear(embedding, perParticle, scalars, embeddingBias, hidden);
      trace.state(0, hidden, stride, x, pairs.gate, column[1]);
      for (int block = 0; block < blocks.length; block++) {
        block(blocks[block], workers);
        trace.state(block + 1, hidden, stride, x, pairs.gate, column[1]);
      }
      for (int j = 0; j < jets; j++) {
        decoder.pool(hidden, column[j], stride, particles(j), pooled, 0);
        decoder.decode(pooled, 0, null, active, 0, logits, at + j * configuration.classes());
      }
    }

    private void block(BlockWeights block, Workers workers) {
      weights = block;
      pairs.distance = weights.distance();
      pairs.product = weights.product();
      workers.run(3, beginning);
      for (jet = 0; jet < jets; jet++) {
        pairs(workers);
      }
      for (int r = 0; r < rows; r++) {
        Arrays.fill(message, r * stride + column[jets], r * stride + columns, 0);
      }
      if (weights.coordinate() != null) {
        double[] before = x;
        x = moved;
        moved = before;
      }
      updateNodes();
    }

    /** Three independent tasks before the pairs: invariants, receivers, senders. */
    private void begin(int task) {
      int c = configuration.width();
      if (task == 1) {
        linear(weights.receiver(), c, hidden, weights.receiverBias(), receiver);
      } else if (task == 2) {
        linear(weights.sender(), c, hidden, noBias, sender);
      } else {
        for (int j = 0; j < jets; j++) {
          PairGeometry.invariants(
              kernels, x, coordinates(j), particles(j), pairs.n, pairs.d, pair[j]);
        }
      }
    }

    /** Everything between the pairs of one jet. */
    private void pairs(Workers workers) {
      pairs.begin(particles(jet), rows);
      pairs.at = pair[jet];
      workers.run(2, spreading);
      int parts = pairs.parts();
      while (passes.size() < (workers.size() == 1 ? 1 : parts)) {
        passes.add(new PairPass(kernels, rows));
      }
      if (workers.size() == 1) {
        passes.get(0).run(weights, pairs, message, column[jet], stride);
      } else {
        workers.run(parts, part);
        for (int p = 0; p < parts; p++) {
          passes.get(p).addSums(pairs, p, message, column[jet], stride);
        }
      }
      if (weights.coordinate() != null) {
        move();
      }
    }

    /** Lays out the jet's receivers, or its senders, as pairs take them. */
    private void spread(int task) {
      if (task == 0) {
        pairs.takeReceivers(receiver, column[jet], stride, rows);
      } else {
        pairs.takeSenders(sender, column[jet], stride, rows);
      }
    }

    private void runPart(int p) {
      passes.get(p).runPart(weights, pairs, p);
    }

    private void move() {
      PairGeometry.move(
          kernels,
          x,
          coordinates(jet),
          pairs.particles,
          pairs.shift,
          pairs.at,
          configuration.coordinateScale(),
          configuration.coordinateClamp(),
          moved,
          coordinates(jet));
    }

    /** h + phi_h(h, a, s). */
    private void updateNodes() {
      int c = configuration.width();
      linear(weights.nodeHidden(), c, hidden, weights.nodeBias(), node);
      linear(weights.nodeMessage(), c, message, null, node);
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
          columns);
      linear(weights.nodeOut(), c, node, weights.nodeOutBias(), update);
      for (int r = 0; r < rows; r++) {
        for (int i = r * stride; i < r * stride + columns; i++) {
          hidden[i] += update[i];
        }
      }
    }

    /** A layer over the group's particles; without a bias it adds to what {@code out} holds. */
    private void linear(float[] matrix, int inner, float[] in, float[] bias, float[] out) {
      kernels.product(matrix, rows, inner, in, 0, stride, bias, false, out, 0, stride, columns);
    }
  }

  /** From particle by particle to scalar by scalar. */
  static void transposeScalars(
      float[] scalars, int first, int particles, int perParticle, float[] to, int at, int stride) {
    for (int s = 0; s < perParticle; s++) {
      int row = at + s * stride;
      for (int i = 0; i < particles; i++) {
        to[row + i] = scalars[(first + i) * perParticle + s];
      }
    }
  }
}

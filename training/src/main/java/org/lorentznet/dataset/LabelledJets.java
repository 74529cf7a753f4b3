package org.lorentznet.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetDigest;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * Labelled jets that a training goes through again and again. They were all read once, so their
 * number, spectrum and digest are known, and every jet was found usable; since then they are held
 * in memory, or stay in their files, from which they are read each time in pieces.
 */
public final class LabelledJets {
  private final JetSource source;
  private final JetsWanted wanted;
  private final Set<String> columns;
  private final JetDigest digester;
  private final JetSpectrum spectrum;
  private final List<Cell> cells = new ArrayList<>();
  private List<Jets> held = new ArrayList<>();
  private boolean inAnyOrder;
  private String digest;
  private long jets;
  private long constituents;
  private long bytes;

  private LabelledJets(JetSource source, JetsWanted wanted) {
    this.source = source;
    this.wanted = wanted;
    columns = wanted.encoding().columns();
    digester = new JetDigest(columns, List.of());
    spectrum = new JetSpectrum(wanted.classes().size(), wanted.bins());
  }

  /**
   * Reads jets, and keeps them in memory where they fit.
   *
   * @param progress told the number of jets read so far
   * @throws MismatchException where there are no jets, or one is without a class or of an unknown
   *     one
   * @throws FileFormatException where the source is damaged
   * @throws org.lorentznet.errors.BadJetException where a jet cannot be used
   */
  public static LabelledJets read(JetSource source, JetsWanted wanted, LongConsumer progress) {
    LabelledJets jets = new LabelledJets(source, wanted);
    try (CellStream stream = CellStream.open(source, wanted.cellRows())) {
      jets.survey(stream, progress);
    }
    return jets;
  }

  private void survey(CellStream stream, LongConsumer progress) {
    inAnyOrder = stream.inAnyOrder();
    long row = 0;
    for (int rows = stream.rows(); rows > 0 && jets < wanted.limit(); rows = stream.rows()) {
      Jets block = stream.next();
      take(row, rows, block.slice(0, (int) Math.min(block.size(), wanted.limit() - jets)));
      row += rows;
      progress.accept(jets);
    }
    if (jets == 0) {
      throw new MismatchException(wanted.where() + ": there are no jets");
    }
    digest = digester.finish();
    inAnyOrder |= inMemory();
  }

  private void take(long firstRow, int rows, Jets block) {
    Jets seen = block.withOnly(columns);
    requireLabels(seen);
    cells.add(new Cell(firstRow, rows, count(seen)));
    jets += seen.size();
    constituents += seen.constituents();
    digester.add(seen);
    spectrum.add(seen);
    bytes += seen.bytes();
    if (bytes > wanted.memory()) {
      held = null;
    } else {
      held.add(seen);
    }
  }

  private int[] count(Jets block) {
    int[] counts = new int[wanted.classes().size()];
    for (int label : block.labels().orElseThrow()) {
      counts[label]++;
    }
    return counts;
  }

  private void requireLabels(Jets block) {
    List<String> classes = wanted.classes();
    int[] labels =
        block
            .labels()
            .orElseThrow(
                () -> new MismatchException(wanted.where() + ": jets are without their class"));
    for (int j = 0; j < block.size(); j++) {
      if (labels[j] < 0 || labels[j] >= classes.size()) {
        throw new MismatchException(
            wanted.where()
                + ": jet "
                + block.index(j)
                + " has label "
                + labels[j]
                + ", expected 0 to "
                + (classes.size() - 1)
                + " ("
                + String.join(", ", classes)
                + ")");
      }
    }
  }

  /** Where the jets come from, as the user named it. */
  public List<String> names() {
    return wanted.names();
  }

  /** Names of the classes in label order. */
  public List<String> classes() {
    return wanted.classes();
  }

  /** The jets in words, for messages: names and purpose. */
  public String where() {
    return wanted.where();
  }

  /** How many jets are shuffled together. */
  public int shuffleBuffer() {
    return wanted.shuffleBuffer();
  }

  /** Number of jets. */
  public long size() {
    return jets;
  }

  /** Number of constituents of all jets, reference vectors not included. */
  public long constituents() {
    return constituents;
  }

  /** Bytes that all jets take in memory, or would take. */
  public long bytes() {
    return bytes;
  }

  /** A digest of everything that a network sees of the jets, and of their weights. */
  public String digest() {
    return digest;
  }

  /** The jets' spectrum in the bins that were wanted. */
  public JetSpectrum spectrum() {
    return spectrum;
  }

  /** Whether the jets are held in memory. */
  public boolean inMemory() {
    return held != null;
  }

  /**
   * Whether jets from all over the source are shuffled together. Otherwise they can only be read
   * from first to last, and jets that are near each other there stay near each other.
   */
  public boolean mixed() {
    return inAnyOrder;
  }

  List<Cell> cells() {
    return cells;
  }

  /**
   * Begins to go through all jets from first to last. Those that are not in memory are read on a
   * thread of their own.
   *
   * @param weights give the jets what they weigh
   */
  public JetStream open(JetWeights weights) {
    CellReader reader = open();
    int[] next = {0};
    Supplier<Jets> pass =
        () -> next[0] == cells.size() ? null : weights.weigh(reader.read(next[0]++));
    ReadAhead<Jets> ahead = inMemory() ? null : new ReadAhead<>(pass);
    return new JetStream() {
      @Override
      public Jets next() {
        return ahead == null ? pass.get() : ahead.next();
      }

      @Override
      public void close() {
        if (ahead != null) {
          ahead.close();
        }
        reader.close();
      }
    };
  }

  /** Begins to read cells. */
  CellReader open() {
    if (held != null) {
      return new Held();
    }
    return source.access().<CellReader>map(FromAccess::new).orElseGet(FromStream::new);
  }

  private final class Held implements CellReader {
    @Override
    public Jets read(int cell) {
      return held.get(cell);
    }

    @Override
    public void close() {}
  }

  /** What a network sees of a cell that was read again. */
  private Jets seen(Jets block, int cell) {
    int expected = cells.get(cell).jets();
    if (block.size() < expected) {
      throw new FileFormatException(
          source.schema().source(), "has changed while it was in use: jets are missing");
    }
    return (block.size() == expected ? block : block.slice(0, expected)).withOnly(columns);
  }

  private final class FromAccess implements CellReader {
    private final JetAccess access;

    FromAccess(JetAccess access) {
      this.access = access;
    }

    @Override
    public Jets read(int cell) {
      Cell place = cells.get(cell);
      return seen(access.read(place.firstRow(), place.rows()), cell);
    }

    @Override
    public void close() {
      access.close();
    }
  }

  /** Reads on, and from the start again where a cell lies behind. */
  private final class FromStream implements CellReader {
    private CellStream stream;
    private int next;

    @Override
    public Jets read(int cell) {
      if (stream == null || cell < next) {
        close();
        stream = CellStream.open(source, wanted.cellRows());
        next = 0;
      }
      while (next < cell) {
        advance();
      }
      return seen(advance(), cell);
    }

    private Jets advance() {
      if (stream.rows() == 0) {
        throw new FileFormatException(
            source.schema().source(), "has changed while it was in use: jets are missing");
      }
      next++;
      return stream.next();
    }

    @Override
    public void close() {
      if (stream != null) {
        stream.close();
        stream = null;
      }
    }
  }
}

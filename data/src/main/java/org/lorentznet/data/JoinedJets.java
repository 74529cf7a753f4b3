package org.lorentznet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** Several sources of the same classes and columns, read one after the other as one. */
final class JoinedJets implements JetSource {
  private final List<JetSource> parts;
  private final JetSchema schema;

  /**
   * @throws MismatchException where classes or columns differ
   */
  JoinedJets(List<JetSource> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no files");
    }
    this.parts = List.copyOf(parts);
    JetSchema first = parts.getFirst().schema();
    long jets = 0;
    boolean counted = true;
    Jets.Precision precision = first.precision();
    for (JetSource part : parts) {
      JetSchema schema = part.schema();
      requireSame("classes", first, first.classes(), schema, schema.classes());
      requireSame(
          "constituent columns",
          first,
          first.constituentFeatures(),
          schema,
          schema.constituentFeatures());
      requireSame("jet columns", first, first.jetFeatures(), schema, schema.jetFeatures());
      counted &= schema.jets().isPresent();
      jets += schema.jets().orElse(0);
      if (schema.precision() == Jets.Precision.FLOAT64) {
        precision = Jets.Precision.FLOAT64;
      }
    }
    schema =
        new JetSchema(
            parts.stream().map(part -> part.schema().source()).collect(Collectors.joining(", ")),
            parts.stream()
                .map(part -> part.schema().layout())
                .distinct()
                .collect(Collectors.joining(", ")),
            counted ? OptionalLong.of(jets) : OptionalLong.empty(),
            first.classes(),
            first.constituentFeatures(),
            first.jetFeatures(),
            precision);
  }

  private static void requireSame(
      String what, JetSchema first, List<String> expected, JetSchema other, List<String> found) {
    if (!expected.equals(found)) {
      throw new MismatchException(
          other.source()
              + " cannot be read together with "
              + first.source()
              + ": "
              + what
              + " "
              + found
              + " and "
              + expected);
    }
  }

  @Override
  public JetSchema schema() {
    return schema;
  }

  @Override
  public JetStream open() {
    return new Stream();
  }

  @Override
  public Optional<JetAccess> access() {
    Access access = new Access();
    boolean good = false;
    try {
      good = access.open();
      return good ? Optional.of(access) : Optional.empty();
    } finally {
      if (!good) {
        access.close();
      }
    }
  }

  /** All parts in any order; the one read last stays open. */
  private final class Access implements JetAccess {
    private final long[] starts = new long[parts.size() + 1];
    private int number;
    private JetAccess part;

    /** Whether all parts can be read in any order. */
    boolean open() {
      for (int p = 0; p < parts.size(); p++) {
        if (!open(p)) {
          return false;
        }
        starts[p + 1] = starts[p] + part.rows();
      }
      return true;
    }

    private boolean open(int p) {
      if (part == null || number != p) {
        close();
        part = parts.get(p).access().orElse(null);
        number = p;
      }
      return part != null;
    }

    @Override
    public long rows() {
      return starts[parts.size()];
    }

    @Override
    public Jets read(long first, int count) {
      List<Jets> read = new ArrayList<>();
      for (int p = 0; p < parts.size(); p++) {
        long from = Math.max(first, starts[p]);
        long to = Math.min(first + count, starts[p + 1]);
        if (from < to && open(p)) {
          read.add(part.read(from - starts[p], (int) (to - from)).numberedFrom(from));
        }
      }
      return Jets.join(read);
    }

    @Override
    public void close() {
      if (part != null) {
        part.close();
        part = null;
      }
    }
  }

  private final class Stream implements JetStream {
    private int part;
    private JetStream current;
    private long read;

    @Override
    public Jets next() {
      while (part < parts.size()) {
        if (current == null) {
          current = parts.get(part).open();
        }
        Jets block = current.next();
        if (block != null) {
          Jets numbered = block.numberedFrom(read);
          read += block.size();
          return numbered;
        }
        close();
        part++;
      }
      return null;
    }

    @Override
    public void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}

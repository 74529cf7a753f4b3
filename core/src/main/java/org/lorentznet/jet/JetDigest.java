package org.lorentznet.jet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A digest (SHA-256) of the values of jets, taken in block by block: multiplicities, labels,
 * weights, four-momenta, and the columns asked for. It depends on values and their order alone, not
 * on the file's layout, its precision, or how jets are divided into blocks.
 */
public final class JetDigest {
  private static final long ABSENT = -1;

  private final Values jets = new Values();
  private final Map<String, Values> constituentColumns = new TreeMap<>();
  private final Map<String, Values> jetColumns = new TreeMap<>();

  /**
   * A digest of some columns, in any order.
   *
   * @param constituentColumns names of columns with a value a constituent
   * @param jetColumns names of columns with a value a jet
   */
  public JetDigest(Collection<String> constituentColumns, Collection<String> jetColumns) {
    constituentColumns.forEach(name -> this.constituentColumns.put(name, new Values()));
    jetColumns.forEach(name -> this.jetColumns.put(name, new Values()));
  }

  /**
   * {@return a digest of everything that jets of a source have}
   *
   * @param schema of the source
   */
  public static JetDigest ofAll(JetSchema schema) {
    return new JetDigest(schema.constituentFeatures(), schema.jetFeatures());
  }

  /**
   * Takes jets in.
   *
   * @param block the next jets
   * @throws IllegalArgumentException where they lack a column
   */
  public void add(Jets block) {
    int[] labels = block.labels().orElse(null);
    double[] weights = block.weights().orElse(null);
    for (int j = 0; j < block.size(); j++) {
      jets.put(block.multiplicity(j));
      jets.put(labels == null ? ABSENT : labels[j]);
      jets.put(weights == null ? ABSENT : Double.doubleToLongBits(weights[j]));
      for (int k = 4 * block.offset(j); k < 4 * block.offset(j + 1); k++) {
        jets.put(Double.doubleToLongBits(block.fourMomenta()[k]));
      }
    }
    add(constituentColumns, block.constituentFeatures());
    add(jetColumns, block.jetFeatures());
  }

  private static void add(Map<String, Values> digests, Map<String, Column> columns) {
    digests.forEach((name, values) -> {
      Column column = columns.get(name);
      if (column == null) {
        throw new IllegalArgumentException("jets lack the column " + name);
      }
      values.put(column);
    });
  }

  /** {@return the digest of what was taken in, e.g. {@code sha256:9f86…}; nothing more can be} */
  public String finish() {
    Values all = new Values();
    all.put(jets.finish());
    finish(constituentColumns, all);
    finish(jetColumns, all);
    return "sha256:" + HexFormat.of().formatHex(all.finish());
  }

  private static void finish(Map<String, Values> columns, Values all) {
    all.put(columns.size());
    columns.forEach((name, values) -> {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      all.put(text.length);
      all.put(text);
      all.put(values.finish());
    });
  }

  /**
   * {@return the digest with those columns only that jets of another schema have too}
   *
   * @param other what those jets have
   */
  public String finishFor(JetSchema other) {
    constituentColumns.keySet().retainAll(other.constituentFeatures());
    jetColumns.keySet().retainAll(other.jetFeatures());
    return finish();
  }

  /** The digest of a row of numbers. */
  private static final class Values {
    private static final int CHUNK_BYTES = 1 << 13;

    private final MessageDigest digest = sha256();
    private final ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    void put(long value) {
      if (!chunk.hasRemaining()) {
        flush();
      }
      chunk.putLong(value);
    }

    void put(Column column) {
      if (column instanceof Column.Longs longs) {
        for (long value : longs.values()) {
          put(value);
        }
        return;
      }
      for (int i = 0; i < column.size(); i++) {
        put(Double.doubleToLongBits(column.asDouble(i)));
      }
    }

    void put(byte[] bytes) {
      flush();
      digest.update(bytes);
    }

    private void flush() {
      digest.update(chunk.flip());
      chunk.clear();
    }

    byte[] finish() {
      flush();
      return digest.digest();
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}

package org.lorentznet.jet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A digest (SHA-256) of the values of jets, taken in block by block: multiplicities, labels,
 * weights, four-momenta, and the columns asked for. It depends on values and their order alone, not
 * on the file's layout, its precision, or how jets are divided into blocks.
 */
public final class JetDigest {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final long ABSENT = -1;

  private final MessageDigest digest = sha256();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final List<String> constituentColumns;
  private final List<String> jetColumns;

  /**
   * A digest of some columns, in any order.
   *
   * @param constituentColumns names of columns with a value a constituent
   * @param jetColumns names of columns with a value a jet
   */
  public JetDigest(Collection<String> constituentColumns, Collection<String> jetColumns) {
    this.constituentColumns = List.copyOf(new TreeSet<>(constituentColumns));
    this.jetColumns = List.copyOf(new TreeSet<>(jetColumns));
  }

  /** A digest of everything that jets of a source have. */
  public static JetDigest ofAll(JetSchema schema) {
    return new JetDigest(schema.constituentFeatures(), schema.jetFeatures());
  }

  /**
   * Takes jets in.
   *
   * @throws IllegalArgumentException where they lack a column
   */
  public void add(Jets jets) {
    int[] labels = jets.labels().orElse(null);
    double[] weights = jets.weights().orElse(null);
    List<Column> constituent = columns(constituentColumns, jets.constituentFeatures());
    List<Column> jet = columns(jetColumns, jets.jetFeatures());
    for (int j = 0; j < jets.size(); j++) {
      put(jets.multiplicity(j));
      put(labels == null ? ABSENT : labels[j]);
      put(weights == null ? ABSENT : Double.doubleToLongBits(weights[j]));
      for (Column column : jet) {
        put(column, j);
      }
      for (int k = 4 * jets.offset(j); k < 4 * jets.offset(j + 1); k++) {
        put(Double.doubleToLongBits(jets.fourMomenta()[k]));
      }
      for (Column column : constituent) {
        for (int i = jets.offset(j); i < jets.offset(j + 1); i++) {
          put(column, i);
        }
      }
    }
  }

  private static List<Column> columns(List<String> names, Map<String, Column> columns) {
    for (String name : names) {
      if (!columns.containsKey(name)) {
        throw new IllegalArgumentException("jets lack the column " + name);
      }
    }
    return names.stream().map(columns::get).toList();
  }

  private void put(Column column, int i) {
    put(
        column instanceof Column.Longs longs
            ? longs.values()[i]
            : Double.doubleToLongBits(column.asDouble(i)));
  }

  private void put(long value) {
    if (!chunk.hasRemaining()) {
      flush();
    }
    chunk.putLong(value);
  }

  private void flush() {
    digest.update(chunk.flip());
    chunk.clear();
  }

  /** The digest of what was taken in, e.g. {@code sha256:9f86…}; it then begins anew. */
  public String finish() {
    flush();
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package org.lorentznet.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;

/**
 * A digest of everything that a network sees of a set of jets: multiplicities, labels, four-momenta
 * and the columns its scalars are made of. It does not depend on how the jets are divided into
 * blocks.
 */
final class JetSetDigest {
  private static final int CHUNK_BYTES = 1 << 16;

  private final MessageDigest digest = sha256();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private JetSetDigest() {}

  /** The digest, e.g. {@code sha256:9f86…}. */
  static String of(JetSet jets, ParticleEncoding encoding) {
    JetSetDigest digest = new JetSetDigest();
    digest.put(jets.size());
    for (Jets block : jets.blocks()) {
      int[] labels = block.labels().orElse(null);
      for (int j = 0; j < block.size(); j++) {
        digest.put(block.multiplicity(j));
        digest.put(labels == null ? -1 : labels[j]);
      }
    }
    for (Jets block : jets.blocks()) {
      for (double component : block.fourMomenta()) {
        digest.put(Double.doubleToLongBits(component));
      }
    }
    for (String name : columns(encoding)) {
      for (Jets block : jets.blocks()) {
        Column column = block.constituentFeatures().get(name);
        for (int i = 0; column != null && i < column.size(); i++) {
          digest.put(Double.doubleToLongBits(column.asDouble(i)));
        }
      }
    }
    return digest.finish();
  }

  private static Iterable<String> columns(ParticleEncoding encoding) {
    return new TreeSet<>(
        encoding.scalars().stream()
            .flatMap(scalar ->
                scalar instanceof ParticleScalar.Feature feature
                    ? Stream.of(feature.column())
                    : scalar instanceof ParticleScalar.OneHot oneHot
                        ? Stream.of(oneHot.column())
                        : Stream.empty())
            .toList());
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

  private String finish() {
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

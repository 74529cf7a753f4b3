package org.lorentznet.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lorentznet.json.Json;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.Tensor;

/** Tells networks apart by all that they compute with. */
public final class ModelDigest {
  private ModelDigest() {}

  /**
   * {@return {@code sha256:} and a hash over architecture, configuration, and every tensor}
   *
   * @param network with its values as they are now
   */
  public static String of(JetNetwork network) {
    MessageDigest digest = sha256();
    add(digest, network.architecture());
    add(digest, Json.write(network.configuration()));
    for (Tensor tensor : network.parameters().all()) {
      add(digest, tensor.name());
      ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
      bytes.asFloatBuffer().put(tensor.values());
      digest.update(bytes);
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

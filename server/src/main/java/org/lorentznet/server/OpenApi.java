package org.lorentznet.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.lorentznet.model.Version;

/** The description of the interface for programs (OpenAPI 3.1). */
final class OpenApi {
  private OpenApi() {}

  /** The document with this server's limits. */
  static byte[] document(ServerSettings settings) {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@version@", Version.CURRENT)
          .replace("@bytes@", Long.toString(settings.limits().bytes()))
          .replace("\"@jets@\"", Integer.toString(settings.limits().jets()))
          .replace("\"@constituents@\"", Integer.toString(settings.limits().constituents()))
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

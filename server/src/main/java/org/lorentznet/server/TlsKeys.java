package org.lorentznet.server;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lorentznet.errors.FileFormatException;

/** The server's certificate and private key. */
final class TlsKeys {
  private TlsKeys() {}

  /**
   * Reads both.
   *
   * @throws FileFormatException where a file cannot be read, or does not hold what it should
   */
  static Tls read(ServerSettings.TlsFiles files) {
    requireReadable(files.certificate());
    requireReadable(files.key());
    try {
      Keys keys =
          Keys.builder()
              .pem(pem ->
                  pem.key(Resource.create(files.key()))
                      .certChain(Resource.create(files.certificate())))
              .build();
      return Tls.builder()
          .privateKey(keys)
          .privateKeyCertChain(keys)
          .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
          .build();
    } catch (RuntimeException e) {
      throw new FileFormatException(
          files.certificate(),
          "is no PEM certificate chain, or "
              + files.key()
              + " no PEM private key (PKCS #8): "
              + e.getMessage(),
          e);
    }
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new FileFormatException(file, "cannot be read");
    }
  }
}

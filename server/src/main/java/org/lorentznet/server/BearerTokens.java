package org.lorentznet.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.files.FileReplacement;

/** The words that open the door (RFC 6750). Only digests of them are kept. */
public final class BearerTokens {
  private static final int SHORTEST = 16;
  private static final String SCHEME = "bearer ";

  private final List<byte[]> digests;

  private BearerTokens(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads tokens, one a line; empty lines and those that begin with # are left out.
   *
   * @throws FileFormatException where the file cannot be read, or holds none, or too short a one
   */
  public static BearerTokens read(Path file) {
    try {
      List<String> tokens =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (tokens.isEmpty()) {
        throw new FileFormatException(file, "holds no token, one a line expected");
      }
      if (tokens.stream().anyMatch(token -> token.length() < SHORTEST)) {
        throw new FileFormatException(
            file, "holds a token of fewer than " + SHORTEST + " characters");
      }
      return new BearerTokens(tokens.stream().map(BearerTokens::digest).toList());
    } catch (IOException e) {
      throw new FileFormatException(file, FileReplacement.reason(e), e);
    }
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an {@code Authorization} header holds one of the tokens. */
  boolean accept(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = digest(authorization.substring(SCHEME.length()).strip());
    boolean good = false;
    for (byte[] digest : digests) {
      good |= MessageDigest.isEqual(given, digest); // of all, so that time tells nothing
    }
    return good;
  }
}

package org.lorentznet.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page on which jets can be tried: one document with its style and script.
 *
 * @param content the document
 * @param policy its Content-Security-Policy: nothing but its own script and style, and requests to
 *     this server only
 */
record WebPage(byte[] content, String policy) {
  /** Reads the page from the program's resources. */
  static WebPage read() {
    String style = resource("page.css");
    String script = resource("page.js");
    String page = resource("page.html").replace("/*style*/", style).replace("/*script*/", script);
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action"
            + " 'none'; frame-ancestors 'none'; style-src 'sha256-"
            + digest(style)
            + "'; script-src 'sha256-"
            + digest(script)
            + "'";
    return new WebPage(page.getBytes(StandardCharsets.UTF_8), policy);
  }

  private static String resource(String name) {
    try (InputStream in = WebPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

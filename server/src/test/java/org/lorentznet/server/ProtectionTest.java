package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Jets;

/** Tokens and TLS. */
class ProtectionTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private ServerSettings settings(ServerSettings.Protection protection) {
    return new ServerSettings(
        TestServer.ANY_PORT,
        TestServer.SCHEDULING,
        TestServer.LIMITS,
        TestServer.PATIENCE,
        protection);
  }

  @Test
  void onlyThoseWithATokenGetScores() throws Exception {
    Path file = folder.resolve("tokens");
    Files.writeString(file, "# of the night shift\nfirst-token-of-two\n\nsecond-token-of-two\n");
    ServerSettings settings =
        settings(
            new ServerSettings.Protection(Optional.empty(), Optional.of(BearerTokens.read(file))));
    String body = TestJets.json(TestJets.make(1, 1));
    Path model = TestModels.top(folder.resolve("top.safetensors"), 1);
    try (TestServer server = TestServer.of(settings, model)) {
      for (String token : new String[] {"first-token-of-two", "second-token-of-two"}) {
        assertThat(post(server, body, "Bearer " + token).status()).isEqualTo(200);
      }
      for (String header :
          new String[] {"Bearer first-token-of-tw", "Bearer ", "first-token-of-two", "Basic x"}) {
        TestServer.Reply reply = post(server, body, header);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      }
      assertThat(server.post("/v1/score", body).status()).isEqualTo(401);
      assertThat(server.get("/metrics").status()).isEqualTo(401);
      assertThat(server.get("/v1/models").status()).isEqualTo(401);
      assertThat(server.get("/health").status()).isEqualTo(200);
      assertThat(server.get("/").status()).isEqualTo(200);
      assertThat(server.log()).doesNotContain("first-token", "second-token");
    }
  }

  private static TestServer.Reply post(TestServer server, String body, String authorization)
      throws Exception {
    return server.send(
        server
            .request("/v1/score")
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void poorTokenFilesAreRefused() throws Exception {
    Path file = folder.resolve("tokens");
    Files.writeString(file, "# none\n");
    assertThatThrownBy(() -> BearerTokens.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no token");
    Files.writeString(file, "short\n");
    assertThatThrownBy(() -> BearerTokens.read(file)).hasMessageContaining("16 characters");
    assertThatThrownBy(() -> BearerTokens.read(folder.resolve("absent")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("absent");
  }

  @ParameterizedTest
  @EnumSource
  void speaksTls(HttpClient.Version version) throws Exception {
    KeyStore store = keyStore();
    ServerSettings.TlsFiles files =
        new ServerSettings.TlsFiles(
            pem("certificate.pem", "CERTIFICATE", store.getCertificate("server").getEncoded()),
            pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    ServerSettings settings =
        settings(new ServerSettings.Protection(Optional.of(files), Optional.empty()));
    Path model = TestModels.top(folder.resolve("top.safetensors"), 1);
    Jets jets = TestJets.make(4, 1);
    try (TestServer server = TestServer.of(settings, model);
        HttpClient client =
            HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting(store.getCertificate("server")))
                .build()) {
      TestServer.Reply reply =
          TestServer.send(
              client,
              server
                  .request("/v1/score")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(TestJets.json(jets))));
      assertThat(reply.logits()).isEqualTo(TestJets.logits(model, jets));
      // The line is written once the answer is sent.
      server.awaitLog(version == HttpClient.Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1");
    }
  }

  private KeyStore keyStore() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path pem(String name, String what, byte[] content) throws Exception {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void filesThatHoldNoKeyAreRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "neither");
    ServerSettings settings =
        settings(
            new ServerSettings.Protection(
                Optional.of(new ServerSettings.TlsFiles(text, text)), Optional.empty()));
    Path model = TestModels.top(folder.resolve("top.safetensors"), 1);
    assertThatThrownBy(() -> TestServer.of(settings, model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("PEM");
  }
}

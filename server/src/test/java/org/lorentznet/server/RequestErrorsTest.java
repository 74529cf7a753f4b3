package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request is told as a problem that names the jet and the reason. */
class RequestErrorsTest {
  private static final String PARQUET = "application/vnd.apache.parquet";

  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.of(TestModels.top(folder.resolve("top.safetensors"), 1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                             | 400 |   | not JSON at line 1",
        "[]                                                            | 400 |   | 'jets'",
        "{}                                                            | 400 |   | no member 'jets'",
        "{\"jet\":[]}                                                  | 400 |   | unknown member 'jet'",
        "{\"jets\":[]}                                                 | 400 |   | no jet",
        "{\"jets\":[1]}                                                | 400 |   | a jet",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,0]]}]} x                 | 400 |   | not JSON",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,0]]}],\"jets\":[]}       | 400 |   | twice",
        "{\"jets\":[{}]}                                               | 422 | 0 | no list 'E'",
        "{\"jets\":[{\"four_momenta\":[]}]}                            | 422 | 0 | is empty",
        "{\"jets\":[{\"four_momenta\":[[0,0,0,0]]}]}                   | 422 | 0 | is empty",
        "{\"jets\":[{\"four_momenta\":[[1,1,0]]}]}                     | 422 | 0 | constituent 0",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,0,0]]}]}                 | 422 | 0 | constituent 0",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,\"0\"]]}]}               | 422 | 0 | constituent 0",
        "{\"jets\":[{\"four_momenta\":7}]}                             | 422 | 0 | no list",
        "{\"jets\":[{\"E\":[1],\"px\":[1],\"py\":[0,0],\"pz\":[0]}]}   | 422 | 0 | 2 values in 'py'",
        "{\"jets\":[{\"E\":[1],\"E\":[1],\"px\":[1]}]}                 | 422 | 0 | 'E' stands there twice",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,0]],\"E\":[1]}]}         | 422 | 0 | has both",
        "{\"jets\":[{\"four_momenta\":[[1,1,0,0]]},{\"four_momenta\":[[-1,1,0,0]]}]} | 422 | 1 | energy -1.0",
        "{\"jets\":[{\"four_momenta\":[[1e999,1,0,0]]}]}               | 422 | 0 | energy Infinity",
        "{\"jets\":[{\"four_momenta\":[[1e300,1,0,0]]}]}               | 422 | 0 | beyond what",
        "{\"jets\":[{\"four_momenta\":[[NaN,1,0,0]]}]}                 | 400 |   | not JSON",
      })
  void aBadBodyIsExplained(String body, int status, Long jet, String reason) throws Exception {
    TestServer.Reply reply = server.post("/v1/score", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reply.json()).containsEntry("status", (long) status);
    assertThat(reply.json().get("detail").toString()).contains(reason).hasLineCount(1);
    assertThat(reply.json().get("jet")).isEqualTo(jet);
  }

  @Test
  void limitsHold() throws Exception {
    String jet = "{\"four_momenta\":[[1,1,0,0]]}";
    String jets = "{\"jets\":[" + (jet + ",").repeat(2000) + jet + "]}";
    TestServer.Reply many = server.post("/v1/score", jets);
    assertThat(many.status()).isEqualTo(413);
    assertThat(many.text()).contains("more than 2000 jets");
    String wide = "{\"jets\":[{\"four_momenta\":[" + "[1,1,0,0],".repeat(64) + "[1,1,0,0]]}]}";
    TestServer.Reply large = server.post("/v1/score", wide);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.json()).containsEntry("jet", 0L);
    TestServer.Reply long_ = server.post("/v1/score", " ".repeat((1 << 20) + 1));
    assertThat(long_.status()).isEqualTo(413);
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws Exception {
    Path npz = TestJets.write(folder.resolve("jets.npz"), TestJets.make(5, 1));
    TestServer.Reply reply = server.post("/v1/score", PARQUET, Files.readAllBytes(npz));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("detail").toString())
        .contains("npz", "promised a Parquet file")
        .doesNotContain("lorentznet-server-", "/tmp");
    TestServer.Reply text = server.post("/v1/score", PARQUET, new byte[] {1, 2, 3});
    assertThat(text.status()).isEqualTo(422);
    assertThat(text.json().get("detail").toString())
        .startsWith("the body ")
        .doesNotContain("lorentznet-server-");
    assertThat(server.server().spooledFiles()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/score, 405",
    "PUT, /v1/models/top/score, 405",
    "POST, /health, 405",
    "POST, /v1/models/other/score, 404",
    "POST, /v1/models/top/versions/2/score, 404",
    "POST, /v1/models/..%2f..%2fetc%2fpasswd/score, 404",
    "GET, /v2, 404",
    "GET, /etc/passwd, 404"
  })
  void wrongPathsAndMethodsAreTold(String method, String path, int status) throws Exception {
    TestServer.Reply reply =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json()).containsEntry("status", (long) status);
  }

  @Test
  void typesThatAreNotKnownAreTold() throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    assertThat(server.post("/v1/score", "text/plain", body).status()).isEqualTo(415);
    assertThat(server.post("/v1/score", "application/json", body, "Accept", "image/png").status())
        .isEqualTo(406);
    assertThat(server.post("/v1/score?echo=x", "{}").status()).isEqualTo(400);
  }

  @Test
  void aBodyThatEndsEarlyLeavesNothingBehind() throws Exception {
    String head =
        "POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: "
            + PARQUET
            + "\r\nContent-Length: 1000\r\n\r\nPAR1";
    assertThat(raw(head)).startsWith("HTTP/1.1 400").contains("ends early");
    assertThat(server.server().spooledFiles()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'POST /v1/score HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'",
    "'POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'",
    "'POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0'",
    "'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n'",
    "'GET / HTTP/1.1\r\n\r\n'"
  })
  void whatIsNoRequestIsRefusedAsAProblem(String bytes) throws Exception {
    String reply = raw(bytes);
    assertThat(reply).startsWith("HTTP/1.1 4").contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"'nonsense\r\n\r\n'", "'GET / HTTP/9.9\r\nHost: x\r\n\r\n'", "''"})
  void whatIsNotHttpIsHungUpOn(String bytes) throws Exception {
    assertThat(raw(bytes)).matches("|HTTP/1.1 400[\\s\\S]*");
  }

  private static String raw(String bytes) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

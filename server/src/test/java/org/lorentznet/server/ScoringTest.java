package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.data.JetFiles;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.json.Json;

/** Scores that come back are those of the network, to the bit, whatever way jets went in. */
class ScoringTest {
  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final String NPZ = "application/x-npz";

  @TempDir static Path folder;
  private static Path top;
  private static Path qg;
  private static TestServer server;

  @BeforeAll
  static void start() {
    top = TestModels.top(folder.resolve("top.safetensors"), 1);
    qg = TestModels.quarkGluon(folder.resolve("qg.safetensors"));
    server = TestServer.of(top, qg);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void sameBitsOverBothVersionsOfHttp(HttpClient.Version version) throws Exception {
    Jets jets = TestJets.make(50, 1);
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      // The client begins with HTTP/1.1 and goes over to HTTP/2 with a request without a body.
      TestServer.send(client, server.request("/health"));
      for (int round = 0; round < 3; round++) {
        TestServer.Reply reply =
            TestServer.send(
                client,
                server
                    .request("/v1/score")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(TestJets.json(jets))));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.logits()).isEqualTo(TestJets.logits(top, jets));
      }
    }
    String protocol = version == HttpClient.Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1";
    server.awaitLog("\"path\":\"/v1/score\",\"protocol\":\"" + protocol + "\"");
  }

  @Test
  void http2IsNotSpokenWhereItIsNotWanted() throws Exception {
    try (TestServer other = TestServer.of(TestServer.HTTP_1, top);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int round = 0; round < 3; round++) {
        assertThat(TestServer.send(client, other.request("/health")).status()).isEqualTo(200);
      }
      assertThat(other.log()).contains("HTTP/1.1").doesNotContain("HTTP/2");
      try (Socket socket = new Socket("127.0.0.1", other.port())) {
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .matches("|HTTP/1.1 4[\\s\\S]*");
      }
    }
  }

  @Test
  void listsOfComponentsDoAsWell() throws Exception {
    Jets jets = TestJets.make(20, 2);
    TestServer.Reply reply = server.post("/v1/score", TestJets.jsonColumns(jets));
    assertThat(reply.logits()).isEqualTo(TestJets.logits(top, jets));
  }

  @Test
  void aNetworkThatNeedsParticleCodesGetsThem() throws Exception {
    Jets jets = TestJets.make(20, 3);
    TestServer.Reply reply = server.post("/v1/models/qg/score", TestJets.json(jets));
    assertThat(reply.logits()).isEqualTo(TestJets.logits(qg, jets));
    TestServer.Reply without = server.post("/v1/models/qg/score", TestJets.jsonColumns(jets));
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.json().get("detail").toString()).contains("jet 0", "'pid'");
  }

  @Test
  void paddingIsLeftOut() throws Exception {
    String bare = "[50.5,50,2,1],[20.25,20,-1,0.5]";
    String padded = "[0,0,0,0],[50.5,50,2,1],[0,0,0,0],[20.25,20,-1,0.5],[0,0,-0.0,0]";
    String form = "{\"jets\":[{\"four_momenta\":[%s]}]}";
    assertThat(server.post("/v1/score", form.formatted(padded)).logits())
        .isEqualTo(server.post("/v1/score", form.formatted(bare)).logits());
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "NPZ"})
  void filesGiveTheSameBits(BodyKind kind) throws Exception {
    Jets jets = TestJets.make(300, 4);
    String name = kind == BodyKind.PARQUET ? "jets.parquet" : "jets.npz";
    Path file = TestJets.write(folder.resolve(name), jets);
    TestServer.Reply reply =
        server.post(
            "/v1/score", kind == BodyKind.PARQUET ? PARQUET : NPZ, Files.readAllBytes(file));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    Jets read;
    try (JetStream stream = JetFiles.open(file).open()) {
      read = stream.next();
    }
    assertThat(reply.logits()).isEqualTo(TestJets.logits(top, read));
    assertThat(server.server().spooledFiles()).isZero();
  }

  @Test
  void scoresComeAsFilesToo() throws Exception {
    Jets jets = TestJets.make(10, 5);
    byte[] body = TestJets.json(jets).getBytes(StandardCharsets.UTF_8);
    String csv = server.post("/v1/score", "application/json", body, "Accept", "text/csv").text();
    List<String> lines = csv.lines().toList();
    assertThat(lines.getFirst()).isEqualTo("index,logit_0,logit_1,probability_0,probability_1");
    float[] logits = TestJets.logits(top, jets);
    for (int j = 0; j < jets.size(); j++) {
      String[] cells = lines.get(j + 1).split(",");
      assertThat(Float.parseFloat(cells[1])).isEqualTo(logits[2 * j]);
      assertThat(Float.parseFloat(cells[2])).isEqualTo(logits[2 * j + 1]);
    }
    byte[] parquet = server.post("/v1/score", "application/json", body, "Accept", PARQUET).body();
    assertThat(Arrays.copyOf(parquet, 4)).isEqualTo("PAR1".getBytes(StandardCharsets.US_ASCII));
    byte[] npz = server.post("/v1/score", "application/json", body, "Accept", NPZ).body();
    assertThat(Arrays.copyOf(npz, 2)).isEqualTo("PK".getBytes(StandardCharsets.US_ASCII));
    assertThat(server.server().spooledFiles()).isZero();
  }

  @Test
  void manyClientsAtOnceGetTheirOwnScores() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int client = 0; client < 40; client++) {
        int seed = client;
        all.add(
            clients.submit(() -> {
              for (int round = 0; round < 5; round++) {
                Jets jets = TestJets.make(1 + (seed + round) % 7, 100 * seed + round);
                Path model = seed % 2 == 0 ? top : qg;
                String path = "/v1/models/" + (seed % 2 == 0 ? "top" : "qg") + "/score";
                assertThat(server.post(path, TestJets.json(jets)).logits())
                    .isEqualTo(TestJets.logits(model, jets));
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @Test
  void fourMomentaComeBackWhenAskedFor() throws Exception {
    Jets jets = TestJets.make(3, 6);
    List<?> scores =
        (List<?>) server.post("/v1/score?echo=2", TestJets.json(jets)).json().get("scores");
    List<?> sent = (List<?>) Json.parseObject(TestJets.json(jets)).get("jets");
    for (int j = 0; j < 3; j++) {
      assertThat(((Map<?, ?>) scores.get(j)).get("four_momenta"))
          .isEqualTo(j < 2 ? ((Map<?, ?>) sent.get(j)).get("four_momenta") : null);
    }
  }
}

package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.jet.Jets;
import org.lorentznet.json.Json;
import org.lorentznet.network.Softmax;

/** What surrounds scoring: description, page, health, figures, log. */
class InterfaceTest {
  @TempDir static Path folder;
  private static Path model;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    model = TestModels.top(folder.resolve("top.safetensors"), 1);
    float[] logits = TestJets.logits(model, TestJets.make(2000, 1));
    float[] probabilities = Softmax.probabilities(logits, 2);
    StringBuilder csv = new StringBuilder("probability_0,probability_1\n");
    for (int i = 0; i < probabilities.length; i += 2) {
      csv.append(probabilities[i]).append(',').append(probabilities[i + 1]).append('\n');
    }
    Path reference = Files.writeString(folder.resolve("reference.csv"), csv);
    server = TestServer.watching("top=" + reference, model);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyPathThatIsDescribedIsThere() throws Exception {
    Map<?, ?> paths = (Map<?, ?>) server.get("/openapi.json").json().get("paths");
    assertThat(paths).isNotEmpty();
    for (Map.Entry<?, ?> entry : paths.entrySet()) {
      String path = entry.getKey().toString().replace("{name}", "top").replace("{version}", "1");
      for (Object method : ((Map<?, ?>) entry.getValue()).keySet()) {
        TestServer.Reply reply =
            method.equals("get")
                ? server.get(path)
                : server.post(path, TestJets.json(TestJets.make(1, 1)));
        assertThat(reply.status()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() throws Exception {
    String text = server.get("/openapi.json").text();
    assertThat(text).doesNotContain("@");
    Map<String, Object> document = Json.parseObject(text);
    TreeSet<String> references = new TreeSet<>();
    Matcher matcher = Pattern.compile("\"\\$ref\": \"#/([^\"]+)\"").matcher(text);
    while (matcher.find()) {
      references.add(matcher.group(1));
    }
    assertThat(references).hasSizeGreaterThan(10);
    for (String reference : references) {
      Object place = document;
      for (String step : reference.split("/")) {
        place = ((Map<?, ?>) place).get(step);
        assertThat(place).as(reference).isNotNull();
      }
    }
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    TestServer.Reply page = server.get("/");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.text()).doesNotContain("https://", "/*style*/", "/*script*/");
  }

  @Test
  void figuresTellOfJetsBatchesAndDrift() throws Exception {
    Jets usual = TestJets.make(1000, 2);
    server.post("/v1/score", TestJets.json(usual));
    String figures = server.get("/metrics").text();
    assertThat(figures)
        .contains(
            "lorentznet_jets_total{model=\"top\",version=\"1\"}",
            "lorentznet_batch_jets_bucket{le=\"64.0\"}",
            "lorentznet_request_seconds_bucket{route=\"/v1/score\",status=\"200\",le=\"0.05\"}",
            "lorentznet_queue_jets 0.0",
            "jvm_memory_used_bytes");
    assertThat(drift(figures)).isBetween(0.0, 0.1);
    // Jets of a single constituent: another distribution.
    String odd = "{\"four_momenta\":[[900,900,1,1]]}";
    String odds = "{\"jets\":[" + (odd + ",").repeat(1500) + odd + "]}";
    assertThat(server.post("/v1/score", odds).status()).isEqualTo(200);
    assertThat(drift(server.get("/metrics").text())).isGreaterThan(0.25);
  }

  @Test
  void aModelThatSaysHowItScoresIsWatchedWithoutFurtherWords() throws Exception {
    Jets usual = TestJets.make(1000, 2);
    Path knows = TestModels.topThatKnows(folder.resolve("knows.safetensors"), usual);
    Path other = TestModels.top(folder.resolve("other.safetensors"), 1);
    try (TestServer both = TestServer.of("top=" + knows, "other=" + other)) {
      both.post("/v1/score", TestJets.json(usual));
      String figures = both.get("/metrics").text();
      assertThat(drift(figures)).isBetween(0.0, 1e-9);
      assertThat(figures).doesNotContain("class=\"top\",model=\"other\"");
    }
  }

  private static double drift(String figures) {
    Matcher matcher =
        Pattern.compile(
                "lorentznet_score_drift\\{class=\"top\",model=\"top\",version=\"1\"\\} (\\S+)")
            .matcher(figures);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void everyLineOfTheLogIsJson() throws Exception {
    server.get("/health/live");
    server.get("/nowhere%22%0a%7b");
    server.get("/health/live");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!server.log().contains("\"path\":\"/nowhere%22%0a%7b\"")) {
      assertThat(System.nanoTime()).isLessThan(end); // a line is written behind its answer
    }
    String log = server.log();
    for (String line : log.substring(0, log.lastIndexOf('\n')).lines().toList()) {
      assertThat(Json.parseObject(line)).containsKeys("time", "level", "event");
    }
  }
}

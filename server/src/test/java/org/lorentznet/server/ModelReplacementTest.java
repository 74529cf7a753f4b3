package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Jets;

/** Models by name and version, which change while requests go on. */
class ModelReplacementTest {
  private static final long SECONDS = 30;

  @TempDir Path folder;
  private final Jets jets = TestJets.make(3, 1);
  private final String body = TestJets.json(jets);
  private Path one;
  private Path other;

  @BeforeEach
  void write() {
    one = TestModels.top(folder.resolve("one.safetensors"), 1);
    other = TestModels.top(folder.resolve("other.safetensors"), 2);
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited for " + SECONDS + " s").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static void replace(Path from, Path target) throws Exception {
    Path beside = target.resolveSibling("." + target.getFileName());
    Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void theNewestVersionIsTakenUnlessAnotherIsNamed() throws Exception {
    try (TestServer server = TestServer.of("top@9=" + one, "top@10=" + other)) {
      float[] first = TestJets.logits(one, jets);
      float[] second = TestJets.logits(other, jets);
      assertThat(server.post("/v1/score", body).logits()).isEqualTo(second);
      assertThat(server.post("/v1/models/top/score", body).logits()).isEqualTo(second);
      assertThat(server.post("/v1/models/top/versions/9/score", body).logits()).isEqualTo(first);
      List<?> listed = (List<?>) server.get("/v1/models").json().get("models");
      assertThat(listed)
          .extracting(model -> ((Map<?, ?>) model).get("version").toString())
          .containsExactly("9", "10");
    }
  }

  @Test
  void noRequestIsLostWhileModelsAreReplaced() throws Exception {
    Path served = Files.copy(one, folder.resolve("served.safetensors"));
    float[] first = TestJets.logits(one, jets);
    float[] second = TestJets.logits(other, jets);
    AtomicBoolean over = new AtomicBoolean();
    Set<String> digests = ConcurrentHashMap.newKeySet();
    try (TestServer server = TestServer.of("top=" + served);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int client = 0; client < 8; client++) {
        all.add(
            clients.submit(() -> {
              while (!over.get()) {
                TestServer.Reply reply = server.post("/v1/score", body);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.logits()).isIn(first, second);
                digests.add(reply.digest() + reply.logits()[0]);
              }
              return null;
            }));
      }
      for (int round = 0; round < 6; round++) {
        Path next = round % 2 == 0 ? other : one;
        replace(next, served);
        float[] expected = round % 2 == 0 ? second : first;
        eventually(() -> server.post("/v1/score", body).logits()[0] == expected[0]);
      }
      over.set(true);
      for (Future<?> client : all) {
        client.get();
      }
    }
    // Two files, each with its own scores.
    assertThat(digests).hasSize(2);
  }

  @Test
  void aDamagedFileIsRefusedAndTheOldModelStays() throws Exception {
    Path served = Files.copy(one, folder.resolve("served.safetensors"));
    try (TestServer server = TestServer.of("top=" + served)) {
      Files.write(served, new byte[] {1, 2, 3});
      eventually(() -> server.log().contains("model-refused"));
      assertThat(server.post("/v1/score", body).logits()).isEqualTo(TestJets.logits(one, jets));
      Files.delete(served);
      Thread.sleep(200);
      assertThat(server.post("/v1/score", body).status()).isEqualTo(200);
      replace(other, served);
      eventually(
          () -> server.post("/v1/score", body).logits()[0] == TestJets.logits(other, jets)[0]);
    }
  }

  @Test
  void aFoldersModelsComeAndGo() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    replace(one, models.resolve("top@1.safetensors"));
    Files.writeString(models.resolve("README.md"), "no model");
    try (TestServer server = TestServer.of(models)) {
      assertThat(names(server)).containsExactly("top@1");
      replace(other, models.resolve("top@2.safetensors"));
      eventually(() -> names(server).equals(Set.of("top@1", "top@2")));
      assertThat(server.post("/v1/score", body).logits()).isEqualTo(TestJets.logits(other, jets));
      Files.delete(models.resolve("top@1.safetensors"));
      eventually(() -> names(server).equals(Set.of("top@2")));
      assertThat(server.post("/v1/models/top/versions/1/score", body).status()).isEqualTo(404);
      Files.delete(models.resolve("top@2.safetensors"));
      eventually(() -> server.get("/health/ready").status() == 503);
      assertThat(server.get("/health/live").status()).isEqualTo(200);
    }
  }

  private static Set<String> names(TestServer server) throws Exception {
    Set<String> names = new HashSet<>();
    for (Object model : (List<?>) server.get("/v1/models").json().get("models")) {
      names.add(((Map<?, ?>) model).get("name") + "@" + ((Map<?, ?>) model).get("version"));
    }
    return names;
  }

  @Test
  void whatCannotBeServedEndsTheStart() throws Exception {
    assertThatThrownBy(() -> TestServer.of(folder.resolve("absent")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> TestServer.of("top=" + one, "top=" + other))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("two models top@1");
    assertThatThrownBy(() -> TestServer.of("a b=" + one))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'a b'");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> TestServer.of(empty))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no model");
  }
}

package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.server.batching.ScoringWork;
import org.lorentznet.server.models.ReadModel;

/** More jets than can be scored, with a network that scores when it is told to. */
class OverloadTest {
  private static final int QUEUE = 20;
  private static final int BULK = 2;

  @TempDir Path folder;
  private final CountDownLatch held = new CountDownLatch(1);
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final String oneJet = "{\"jets\":[{\"four_momenta\":[[1,1,0,0]]}]}";
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("held.safetensors"), "no network");
  }

  @AfterEach
  void end() {
    held.countDown();
    clients.close();
  }

  /** A tagger whose first batch waits until the test lets it go. */
  private final class Held extends TestTagger {
    Held() {
      super(List.of("a", "b"), Set.of());
    }

    @Override
    public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      for (int jet = 0; jet < to - from; jet++) {
        logits[2 * jet] = jets.multiplicity(from + jet);
        logits[2 * jet + 1] = 0;
      }
    }
  }

  private TestServer server(Duration patience, Duration drain) {
    ServerSettings settings =
        new ServerSettings(
            TestServer.ANY_PORT,
            new ServerSettings.Scheduling(1, Duration.ofMillis(50), QUEUE, BULK),
            TestServer.LIMITS,
            new ServerSettings.Patience(patience, drain, Duration.ZERO),
            TestServer.NONE);
    ReadModel held = new ReadModel(new ScoringWork(new Held(), n -> n));
    return TestServer.of(settings, any -> held, file);
  }

  private Future<TestServer.Reply> later(TestServer server) {
    return clients.submit(() -> server.post("/v1/score", oneJet));
  }

  private static void awaitActive(TestServer server, int requests) throws Exception {
    String line = "lorentznet_requests_active " + requests + ".0";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!server.get("/metrics").text().contains(line)) {
      assertThat(System.nanoTime()).as(line).isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void whatDoesNotFitIsSentAwayAtOnceAndTheRestIsAnswered() throws Exception {
    try (TestServer server = server(Duration.ofSeconds(60), Duration.ofSeconds(5))) {
      List<Future<TestServer.Reply>> accepted = new ArrayList<>();
      accepted.add(later(server));
      awaitActive(server, 1);
      while (!server.get("/metrics").text().contains("lorentznet_queue_jets 0.0")) {
        Thread.sleep(5); // the first jet is on its way
      }
      for (int i = 0; i < QUEUE; i++) {
        accepted.add(later(server));
      }
      awaitActive(server, QUEUE + 1);
      while (!server.get("/metrics").text().contains("lorentznet_queue_jets " + QUEUE + ".0")) {
        Thread.sleep(5);
      }
      for (int i = 0; i < 50; i++) {
        long begin = System.nanoTime();
        TestServer.Reply refused = server.post("/v1/score", oneJet);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
      }
      held.countDown();
      for (Future<TestServer.Reply> one : accepted) {
        assertThat(one.get().status()).isEqualTo(200);
        assertThat(one.get().logits()).containsExactly(1, 0);
      }
      assertThat(server.post("/v1/score", oneJet).status()).isEqualTo(200);
    }
  }

  @Test
  void requestsWithManyJetsAreFewAtATime() throws Exception {
    String jet = "{\"four_momenta\":[[1,1,0,0]]}";
    String many = "{\"jets\":[" + (jet + ",").repeat(500) + jet + "]}";
    try (TestServer server = server(Duration.ofSeconds(60), Duration.ofSeconds(5))) {
      List<Future<TestServer.Reply>> accepted = new ArrayList<>();
      for (int i = 0; i < BULK; i++) {
        accepted.add(clients.submit(() -> server.post("/v1/score", many)));
        awaitActive(server, i + 1);
      }
      TestServer.Reply refused = server.post("/v1/score", many);
      assertThat(refused.status()).isEqualTo(503);
      held.countDown();
      for (Future<TestServer.Reply> one : accepted) {
        assertThat(one.get().logits()).hasSize(1002);
      }
    }
  }

  @Test
  void whatTakesTooLongIsGivenUp() throws Exception {
    try (TestServer server = server(Duration.ofMillis(300), Duration.ofSeconds(5))) {
      TestServer.Reply late = server.post("/v1/score", oneJet);
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.text()).contains("time limit");
      held.countDown();
      assertThat(server.post("/v1/score", oneJet).status()).isEqualTo(200);
    }
  }

  @Test
  void stoppingAnswersWhatIsAtWork() throws Exception {
    TestServer server = server(Duration.ofSeconds(60), Duration.ofSeconds(30));
    Future<TestServer.Reply> atWork = later(server);
    awaitActive(server, 1);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> server.server().close());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.get("/health/ready").status() != 503) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    TestServer.Reply refused = server.post("/v1/score", oneJet);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).contains("stopping");
    assertThat(stopping).isNotDone();
    held.countDown();
    assertThat(atWork.get().status()).isEqualTo(200);
    stopping.get(20, TimeUnit.SECONDS);
    assertThat(server.log()).contains("\"event\":\"stopped\",\"unanswered\":0");
  }
}

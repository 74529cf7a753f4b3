package org.lorentznet.server;

import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.lorentznet.jet.Jets;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.network.Softmax;
import org.lorentznet.server.batching.ScoringQueue;
import org.lorentznet.server.batching.ScoringTask;
import org.lorentznet.server.batching.ScoringWork;
import org.lorentznet.server.body.BodyLimits;
import org.lorentznet.server.body.BodyStream;
import org.lorentznet.server.body.FileJets;
import org.lorentznet.server.body.FileLayouts;
import org.lorentznet.server.body.JsonJets;
import org.lorentznet.server.body.MemoryBudget;
import org.lorentznet.server.body.Spool;
import org.lorentznet.server.models.ServedModel;
import org.lorentznet.server.monitoring.ServerMetrics;

/** From a request with jets to the answer with their scores. */
final class ScoreWork {
  /** Bytes that a byte of JSON takes in memory, at most: short numbers become 8 bytes each. */
  private static final long BYTES_A_JSON_BYTE = 4;

  /** Requests that may be at work, most of them waiting. */
  private static final int MOST_REQUESTS = 1000;

  private static final int MOST_ECHOED = 100;

  private final ServerSettings settings;
  private final ScoringQueue queue;
  private final Spool spool;
  private final MemoryBudget memory;
  private final ServerMetrics metrics;
  private final Semaphore bulkPermits;
  private final AtomicInteger active;
  private volatile boolean draining;

  /**
   * @param active counts requests at work
   */
  ScoreWork(
      ServerSettings settings,
      ScoringQueue queue,
      Spool spool,
      MemoryBudget memory,
      ServerMetrics metrics,
      AtomicInteger active) {
    this.settings = settings;
    this.queue = queue;
    this.spool = spool;
    this.memory = memory;
    this.metrics = metrics;
    this.active = active;
    bulkPermits = new Semaphore(settings.scheduling().bulkRequests());
  }

  /** From now on all new requests are sent away. */
  void drain() {
    draining = true;
  }

  /** Answers a request with a model's scores. */
  void score(Exchange exchange, ServedModel model) throws Exception {
    int now = active.incrementAndGet();
    try {
      if (draining) {
        throw new Problem(Problem.Kind.BUSY, "the server is stopping");
      }
      if (now > MOST_REQUESTS) {
        throw new Problem(Problem.Kind.BUSY, MOST_REQUESTS + " requests are at work already");
      }
      exchange.details().put("model", model.key().toString());
      admitted(exchange, model);
    } finally {
      active.decrementAndGet();
    }
  }

  private void admitted(Exchange exchange, ServedModel model) throws Exception {
    long deadline = System.nanoTime() + settings.patience().request().toNanos();
    BodyKind kind = BodyKind.of(exchange.request().headers().value(HeaderNames.CONTENT_TYPE));
    AnswerKind answerKind = AnswerKind.of(exchange.request().headers().values(HeaderNames.ACCEPT));
    int echo = echo(exchange);
    requireLength(exchange);
    byte[] content;
    try (MemoryBudget.Share share = memory.share();
        Answer answer =
            answerKind == AnswerKind.JSON
                ? new JsonAnswer(model, echo)
                : new FileAnswer(spool, answerKind, model.model().classes().size())) {
      Run run = new Run(exchange, model, answer, deadline);
      if (kind.layouts().isPresent()) {
        run.file(kind.layouts().get(), share);
      } else {
        run.json(share);
      }
      exchange.details().put("jets", run.jets);
      content = answer.bytes();
    }
    exchange.send(200, answerKind.type(), content);
  }

  private void requireLength(Exchange exchange) {
    OptionalLong length = exchange.request().headers().contentLength();
    long most = settings.limits().bytes();
    if (length.isPresent() && length.getAsLong() > most) {
      throw new Problem(Problem.Kind.TOO_LARGE, "a body of more than " + most + " bytes");
    }
  }

  private static int echo(Exchange exchange) {
    String text = exchange.request().query().first("echo").orElse("0");
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > MOST_ECHOED) {
      throw new Problem(Problem.Kind.MALFORMED, "echo is not a number from 0 to " + MOST_ECHOED);
    }
    return Integer.parseInt(text);
  }

  /** The scoring of one request. */
  private final class Run {
    private final Exchange exchange;
    private final ServedModel model;
    private final ScoringWork work;
    private final Answer answer;
    private final long deadline;
    private final BodyLimits limits = settings.limits();
    private long jets;

    Run(Exchange exchange, ServedModel model, Answer answer, long deadline) {
      this.exchange = exchange;
      this.model = model;
      this.work = model.model().work();
      this.answer = answer;
      this.deadline = deadline;
    }

    void json(MemoryBudget.Share share) throws Exception {
      Jets block = readJson(share);
      block.requireUsable(FileJets.NAME);
      boolean bulk = queue.isBulk(work, block);
      if (bulk) {
        takeBulkPermit();
      }
      try {
        collect(block, queue.add(work, block, bulk));
      } finally {
        if (bulk) {
          bulkPermits.release();
        }
      }
    }

    private Jets readJson(MemoryBudget.Share share) {
      long reserved = reserve(share);
      BodyStream body =
          exchange.body(
              new BodyStream(
                  exchange.request().content().inputStream(),
                  limits.bytes(),
                  count -> share.take(BYTES_A_JSON_BYTE * count)));
      Jets block = JsonJets.read(body, work.tagger().columns(), limits);
      share.giveBack(reserved);
      return block;
    }

    /**
     * The web server holds a chunk as a whole, and a chunk may be the whole body: as long as it is
     * being read, such a body counts as the largest.
     */
    private long reserve(MemoryBudget.Share share) {
      long reserved = exchange.chunked() ? limits.bytes() + Exchange.UNWANTED_BYTES : 0;
      share.take(reserved);
      return reserved;
    }

    void file(FileLayouts layouts, MemoryBudget.Share share) throws Exception {
      takeBulkPermit();
      try {
        long reserved = reserve(share);
        BodyStream body =
            exchange.body(
                new BodyStream(
                    exchange.request().content().inputStream(), limits.bytes(), count -> {}));
        try (FileJets file =
            FileJets.receive(body, spool, limits, layouts, work.tagger().columns())) {
          share.giveBack(reserved);
          blocks(file);
        } catch (IOException e) {
          throw new Problem(
              Problem.Kind.BUSY, "there is no room for the body just now: " + e.getMessage());
        }
      } finally {
        bulkPermits.release();
      }
    }

    /** Reads a block while the one before it is scored. */
    private void blocks(FileJets file) throws Exception {
      Jets before = null;
      ScoringTask task = null;
      try {
        for (Jets block = file.next(); block != null; block = file.next()) {
          ScoringTask next = queue.add(work, block, true);
          if (task != null) {
            collect(before, task);
          }
          before = block;
          task = next;
        }
        if (task != null) {
          collect(before, task);
        }
      } finally {
        if (task != null) {
          task.abandon();
        }
      }
    }

    private void takeBulkPermit() {
      if (!bulkPermits.tryAcquire()) {
        throw new Problem(
            Problem.Kind.BUSY,
            settings.scheduling().bulkRequests() + " requests with many jets are at work already");
      }
    }

    private void collect(Jets block, ScoringTask task) throws Exception {
      float[] logits = task.await(deadline);
      FiniteLogits.require(FileJets.NAME, block, logits);
      float[] probabilities = Softmax.probabilities(logits, work.classes());
      answer.add(block, logits, probabilities);
      metrics.scored(model, probabilities);
      jets += block.size();
    }
  }
}

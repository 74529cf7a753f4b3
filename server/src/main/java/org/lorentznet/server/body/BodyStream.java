package org.lorentznet.server.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The bytes of a body, with limits on their number and on how slowly they may come. */
public final class BodyStream extends FilterInputStream {
  /** How long any body may take. */
  private static final long SECONDS = 10;

  /** Beyond that, so many bytes a second have to come. */
  private static final long BYTES_A_SECOND = 100_000;

  /**
   * How long to wait for the next bytes. HTTP/1.1 gives up before: its socket does. In HTTP/2 the
   * socket may be busy with other requests.
   */
  private static final long SILENCE_SECONDS = 35;

  /** Wakes those who have waited too long. */
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final long mostBytes;
  private LongConsumer account;
  private final long begin = System.nanoTime();
  private long read;

  /**
   * @param mostBytes of the body
   * @param account is told of the number of bytes before they are handed on
   */
  public BodyStream(InputStream in, long mostBytes, LongConsumer account) {
    super(in);
    this.mostBytes = mostBytes;
    this.account = account;
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("lorentznet-silence").daemon().factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  /** Bytes read so far. */
  public long count() {
    return read;
  }

  /** What is read from now on is thrown away, and takes no memory. */
  public void discard() {
    account = count -> {};
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads some bytes.
   *
   * @throws BodyTooLargeException where there are more than may be
   * @throws SlowBodyException where they come too slowly
   * @throws BadBodyException where they end before they should
   */
  @Override
  public int read(byte[] bytes, int from, int length) {
    int count = received(bytes, from, length);
    if (count <= 0) {
      return count;
    }
    read += count;
    if (read > mostBytes) {
      throw new BodyTooLargeException("a body of more than " + mostBytes + " bytes");
    }
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    if (seconds > SECONDS + (double) read / BYTES_A_SECOND) {
      throw new SlowBodyException(
          "after "
              + Math.round(seconds)
              + " s only "
              + read
              + " bytes have come; "
              + BYTES_A_SECOND
              + " a second are expected");
    }
    account.accept(count);
    return count;
  }

  /** Whatever goes wrong below is the sender's doing, or the network's. */
  private int received(byte[] bytes, int from, int length) {
    Thread reader = Thread.currentThread();
    Future<?> alarm = ALARMS.schedule(reader::interrupt, SILENCE_SECONDS, TimeUnit.SECONDS);
    try {
      int count = super.read(bytes, from, length);
      if (!alarm.cancel(false)) {
        throw silent();
      }
      return count;
    } catch (SlowBodyException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SocketTimeoutException) {
          throw silent();
        }
      }
      throw new BadBodyException(
          "the body ends early, or is framed wrongly, after " + read + " bytes");
    } finally {
      alarm.cancel(false);
    }
  }

  private SlowBodyException silent() {
    return new SlowBodyException("nothing more has come after " + read + " bytes");
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("every byte is counted");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

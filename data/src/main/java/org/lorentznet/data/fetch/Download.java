package org.lorentznet.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/**
 * One file on its way from an archive. What has come is kept under the file's name with {@link
 * #SUFFIX}, also when the process is killed, and the next attempt asks for the rest alone. Only
 * bytes with the right checksum get the file's own name.
 */
final class Download implements AutoCloseable {
  /** End of the name of a file of which only a part has come. */
  static final String SUFFIX = ".part";

  /** Of a file whose size nobody tells; none here is larger. */
  private static final long MOST_BYTES = 1L << 35;

  private static final int BUFFER_BYTES = 1 << 18;

  private final DatasetFile file;
  private final URI address;
  private final Path target;
  private final Patience patience;
  private final FetchListener listener;
  private final FileChannel partial;
  private final MessageDigest digest = md5();
  private OptionalLong total;
  private long have;

  /**
   * @param target where the file is to be in the end
   * @throws UserException where that cannot be written to
   */
  Download(DatasetFile file, URI address, Path target, Patience patience, FetchListener listener) {
    this.file = file;
    this.address = address;
    this.target = target;
    this.patience = patience;
    this.listener = listener;
    this.total = file.bytes();
    try {
      partial =
          FileChannel.open(
              part(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(target, e);
    }
  }

  private Path part() {
    return target.resolveSibling(target.getFileName() + SUFFIX);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Brings the file in.
   *
   * @throws UserException where it cannot be had, or not be written
   */
  void run(HttpClient client) {
    writing(this::takeUp);
    boolean begun = have > 0;
    if (!isRight()) {
      complete(client);
    }
    if (begun && !isRight()) {
      // What was there from before may have been at fault.
      writing(this::startOver);
      complete(client);
    }
    if (!isRight()) {
      String found = checksum();
      writing(this::startOver);
      throw new UserException(
          address
              + ": the file has come with the MD5 checksum "
              + found
              + ", "
              + file.md5()
              + " expected: what is sent is not what was published");
    }
    writing(this::moveIntoPlace);
  }

  private boolean isRight() {
    return checksum().equals(file.md5());
  }

  /** Of the bytes that are there. */
  private String checksum() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on from what is there already. */
  private void takeUp() throws IOException {
    InputStream in = Channels.newInputStream(partial.position(0));
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
      have += count;
    }
    if (have > most()) {
      startOver();
    }
  }

  private long most() {
    return total.orElse(MOST_BYTES);
  }

  private void startOver() throws IOException {
    partial.truncate(0);
    digest.reset();
    have = 0;
  }

  /** Repeats attempts until all bytes are there. */
  private void complete(HttpClient client) {
    int failures = 0;
    while (total.isEmpty() || have < total.getAsLong()) {
      long before = have;
      try (Answer answer = Answer.ask(client, address, have, patience.stall())) {
        if (receive(answer)) {
          return;
        }
      } catch (InterruptedTransfer e) {
        failures = have > before ? 1 : failures + 1;
        pause(e, failures);
      } catch (IOException e) {
        throw new UserException(address + ": " + FileReplacement.reason(e), e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /**
   * Writes what an archive sends.
   *
   * @return whether that was the end of a file whose size nobody had told
   */
  private boolean receive(Answer answer) throws InterruptedTransfer {
    if (answer.from() != have) {
      writing(this::startOver);
    }
    agreeOnTotal(answer.total());
    requireSpace();
    listener.begins(file.name(), have, total);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (StallGuard body = new StallGuard(answer.body(), patience.stall())) {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        keep(buffer, count);
        listener.at(have);
      }
    }
    if (total.isPresent() && have < total.getAsLong()) {
      throw new InterruptedTransfer("the connection was lost");
    }
    return total.isEmpty();
  }

  private void agreeOnTotal(OptionalLong told) {
    if (total.isEmpty()) {
      total = told;
    } else if (told.isPresent() && told.getAsLong() != total.getAsLong()) {
      throw new UserException(
          address
              + ": the archive's file has "
              + told.getAsLong()
              + " bytes, "
              + total.getAsLong()
              + " expected: it is not what was published");
    }
  }

  private void requireSpace() {
    writing(() -> {
      long free = Files.getFileStore(part()).getUsableSpace();
      if (total.isPresent() && total.getAsLong() - have > free) {
        throw new UserException(
            "%s: %d MB more are needed, and %d MB are free on this disk"
                .formatted(target, (total.getAsLong() - have) / 1_000_000 + 1, free / 1_000_000));
      }
    });
  }

  private void keep(byte[] bytes, int count) {
    if (have + count > most()) {
      writing(this::startOver);
      throw new UserException(
          address + ": the archive sends more than the " + most() + " bytes of the file");
    }
    digest.update(bytes, 0, count);
    writing(() -> {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      while (buffer.hasRemaining()) {
        partial.write(buffer, have + buffer.position());
      }
    });
    have += count;
  }

  private void pause(InterruptedTransfer failure, int failures) {
    Duration pause = failure.askedToWait().orElse(patience.pauseAfter(failures));
    if (failures >= patience.attempts() || pause.compareTo(patience.longestWait()) > 0) {
      throw new UserException(
          address
              + ": "
              + failure.getMessage()
              + failure
                  .askedToWait()
                  .map(wait -> ", asking to come back in " + wait.toSeconds() + " s")
                  .orElse(", " + failures + " times in a row")
              + "; the same command goes on from here",
          failure);
    }
    listener.retries(failure.getMessage(), pause);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private UserException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserException(address + ": interrupted", e);
  }

  private void moveIntoPlace() throws IOException {
    partial.force(true);
    Files.move(part(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writing(FileReplacement.Writing work) {
    try {
      work.run();
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(target, e);
    }
  }

  @Override
  public void close() {
    writing(() -> {
      partial.close();
      if (have == 0) {
        Files.deleteIfExists(part());
      }
    });
  }
}

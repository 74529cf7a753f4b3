package org.lorentznet.app.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.TrainingListener;

/**
 * The figures of each epoch as scalars in TensorBoard's event files: records of a length, its
 * checksum, a protocol buffer {@code tensorflow.Event}, and its checksum. Each start of a training
 * begins a file; those of before stay, and TensorBoard joins them.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {
  private static final int MASK_DELTA = 0xa282ead8;

  private final Path file;
  private final OutputStream out;

  private TensorBoardLog(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @param folder made where it is absent
   * @param history of the epochs that are done; told where there is no file yet
   * @throws org.lorentznet.errors.UserException where that fails
   */
  public static TensorBoardLog open(Path folder, List<EpochResult> history) {
    try {
      Files.createDirectories(folder);
      boolean first;
      try (Stream<Path> files = Files.list(folder)) {
        first = files.noneMatch(f -> f.getFileName().toString().startsWith("events.out.tfevents."));
      }
      long millis = System.currentTimeMillis();
      Path file =
          folder.resolve(
              "events.out.tfevents." + millis / 1000 + "." + millis % 1000 + ".lorentznet");
      TensorBoardLog log = new TensorBoardLog(file, Files.newOutputStream(file));
      log.write(new Message().fixed64(1, now()).text(3, "brain.Event:2"));
      if (first) {
        history.forEach(result -> log.epochDone(result, false));
      }
      return log;
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(folder, e);
    }
  }

  private static long now() {
    return Double.doubleToLongBits(System.currentTimeMillis() / 1e3);
  }

  @Override
  public void epochDone(EpochResult result, boolean best) {
    Message summary = new Message();
    for (Map.Entry<String, Object> entry : result.toJson().entrySet()) {
      if (entry.getValue() instanceof Number value && !entry.getKey().equals("epoch")) {
        Message scalar = new Message().text(1, entry.getKey());
        summary.message(1, scalar.fixed32(2, Float.floatToIntBits(value.floatValue())));
      }
    }
    try {
      write(new Message().fixed64(1, now()).varint(2, result.epoch()).message(5, summary));
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(file, e);
    }
  }

  private void write(Message event) throws IOException {
    byte[] data = event.bytes();
    ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(masked(record.array(), 8));
    record.put(data);
    record.putInt(masked(data, data.length));
    out.write(record.array());
    out.flush();
  }

  private static int masked(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    int crc = (int) checksum.getValue();
    return ((crc >>> 15) | (crc << 17)) + MASK_DELTA;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(file, e);
    }
  }

  /** A protocol buffer's message, field by field. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] bytes() {
      return bytes.toByteArray();
    }

    private void raw(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        bytes.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      bytes.write((int) left);
    }

    Message varint(int field, long value) {
      raw(field << 3);
      raw(value);
      return this;
    }

    Message fixed64(int field, long bits) {
      raw(field << 3 | 1);
      return put(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
    }

    Message fixed32(int field, int bits) {
      raw(field << 3 | 5);
      return put(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bits).array());
    }

    Message text(int field, String text) {
      return block(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message inner) {
      return block(field, inner.bytes());
    }

    private Message block(int field, byte[] content) {
      raw(field << 3 | 2);
      raw(content.length);
      return put(content);
    }

    private Message put(byte[] content) {
      bytes.writeBytes(content);
      return this;
    }
  }
}

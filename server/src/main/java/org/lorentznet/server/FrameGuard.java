package org.lorentznet.server;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Looks at the frames of an HTTP/2 connection (RFC 9113) before the web server does, and ends the
 * connection where a header block is one that {@link FieldGuard} does not let pass. Whatever the
 * web server might take for another header block than this does ends the connection as well.
 */
final class FrameGuard {
  private static final int PREFACE = 24;
  private static final int HEAD = 9;

  /** The longest payload that is allowed without a setting that says otherwise. */
  private static final int LONGEST = 1 << 14;

  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  private final FieldGuard fields = new FieldGuard();
  private final int longestBlock;
  private final byte[] head = new byte[HEAD];
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private int preface = PREFACE;
  private int headBytes;
  private int left;
  private boolean inBlock;

  /**
   * @param longestBlock bytes of a header block at most
   */
  FrameGuard(int longestBlock) {
    this.longestBlock = longestBlock;
  }

  /**
   * Looks at the next bytes that were received.
   *
   * @throws Http2Exception where they must not go on to the web server
   */
  void look(byte[] bytes) {
    int at = Math.min(preface, bytes.length);
    preface -= at;
    while (at < bytes.length) {
      if (headBytes < HEAD) {
        head[headBytes++] = bytes[at++];
        if (headBytes == HEAD) {
          begin();
        }
      } else {
        int count = Math.min(left, bytes.length - at);
        if (isFields()) {
          payload.write(bytes, at, count);
        }
        left -= count;
        at += count;
      }
      if (headBytes == HEAD && left == 0) {
        end();
        headBytes = 0;
      }
    }
  }

  private int type() {
    return head[3];
  }

  private boolean has(int flag) {
    return (head[4] & flag) != 0;
  }

  private boolean isFields() {
    return type() == HEADERS || type() == CONTINUATION;
  }

  private void begin() {
    left = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
    if (left > LONGEST) {
      throw new Http2Exception(Http2ErrorCode.FRAME_SIZE, "a frame of " + left + " bytes");
    }
    if (inBlock != (type() == CONTINUATION)) {
      throw new Http2Exception(Http2ErrorCode.PROTOCOL, "a header block that is not continued");
    }
    // The web server looks for the padding behind the continuation.
    if (type() == HEADERS && has(PADDED) && !has(END_HEADERS)) {
      throw new Http2Exception(Http2ErrorCode.PROTOCOL, "padding within a header block");
    }
  }

  private void end() {
    if (!isFields()) {
      return;
    }
    byte[] bytes = payload.toByteArray();
    payload.reset();
    int from = 0;
    int padding = 0;
    if (type() == HEADERS && has(PADDED)) {
      padding = bytes.length > 0 ? bytes[0] & 0xff : 0;
      from = 1;
    }
    if (type() == HEADERS && has(PRIORITY)) {
      from += PRIORITY_BYTES;
    }
    int to = bytes.length - padding;
    if (from > to) {
      throw new Http2Exception(Http2ErrorCode.PROTOCOL, "a header block without room");
    }
    block.writeBytes(Arrays.copyOfRange(bytes, from, to));
    if (block.size() > longestBlock) {
      throw new Http2Exception(Http2ErrorCode.ENHANCE_YOUR_CALM, "too long a header block");
    }
    inBlock = !has(END_HEADERS);
    if (!inBlock) {
      fields.look(block.toByteArray());
      block.reset();
    }
  }
}

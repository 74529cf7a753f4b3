package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/**
 * Numbers of the types {@code Float16_t} and {@code Double32_t} where they are packed: as whole
 * numbers of four bytes that divide a range evenly, or, without a range, as exponent and shortened
 * mantissa in three bytes. See {@code TBufferFile::ReadWithFactor} and {@code ReadWithNbits}.
 *
 * @param type single precision for {@code Float16_t}, double for {@code Double32_t}
 * @param low the range's lower end
 * @param factor steps for each unit; 0 where there is no range
 * @param mantissaBits where there is no range
 */
record PackedNumber(NumberType type, double low, double factor, int mantissaBits)
    implements NumberCode {
  private static final int FLOAT16_BITS = 12;
  private static final int MANTISSA_OF_FLOAT = 23;

  /** Ranges with up to so many bits; without a range, fewer than 15. */
  private static final int MOST_BITS = 32;

  private static final int MOST_MANTISSA_BITS = 14;
  private static final int LEAST_BITS = 2;

  /** {@code [low,high]} or {@code [low,high,bits]}; other brackets are dimensions. */
  private static final Pattern RANGE =
      Pattern.compile("\\[([^\\[\\],]*),([^\\[\\],]*)(?:,\\s*(\\d+)\\s*)?\\]");

  private static final Pattern PI = Pattern.compile("(-?)(?:(2\\*?|two)pi|pi/([24])|pi)");

  /**
   * How a {@code Float16_t} lies.
   *
   * @param title of the leaf or member, with the range in brackets if there is one
   */
  static NumberCode float16(String title) {
    return of(title, NumberType.FLOAT32)
        .orElse(new PackedNumber(NumberType.FLOAT32, 0, 0, FLOAT16_BITS));
  }

  /** How a {@code Double32_t} lies: without anything in brackets, in single precision. */
  static NumberCode double32(String title) {
    Optional<NumberCode> packed = of(title, NumberType.FLOAT64);
    return packed.orElse(PlainNumber.DOUBLE32);
  }

  private static Optional<NumberCode> of(String title, NumberType type) {
    Matcher range = RANGE.matcher(title);
    if (!range.find()) {
      return Optional.empty();
    }
    double low = limit(range.group(1));
    double high = limit(range.group(2));
    int bits = range.group(3) == null ? MOST_BITS : Integer.parseInt(range.group(3));
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      bits = MOST_BITS;
    }
    if (low < high) {
      double steps = bits < MOST_BITS ? 1L << bits : 0xffff_ffffL;
      return Optional.of(new PackedNumber(type, low, steps / (high - low), 0));
    }
    return bits <= MOST_MANTISSA_BITS
        ? Optional.of(new PackedNumber(type, 0, 0, bits))
        : Optional.empty();
  }

  private static double limit(String text) {
    String compact = text.toLowerCase(Locale.ROOT).replace(" ", "");
    Matcher pi = PI.matcher(compact);
    if (!pi.matches()) {
      return Double.parseDouble(compact);
    }
    double value = pi.group(2) != null ? 2 * Math.PI : Math.PI;
    if (pi.group(3) != null) {
      value /= Integer.parseInt(pi.group(3));
    }
    return pi.group(1).isEmpty() ? value : -value;
  }

  @Override
  public int bytes() {
    return factor != 0 ? Integer.BYTES : 3;
  }

  @Override
  public void decode(ByteBuffer from, int at, int count, Column to, int first) {
    int bytes = bytes();
    for (int i = 0; i < count; i++) {
      double value =
          factor != 0
              ? Integer.toUnsignedLong(from.getInt(at + i * bytes)) / factor + low
              : shortened(from, at + i * bytes);
      switch (to) {
        case Column.Floats(float[] values) -> values[first + i] = (float) value;
        case Column.Doubles(double[] values) -> values[first + i] = value;
        case Column.Longs longs -> throw new IllegalStateException("no whole numbers");
      }
    }
  }

  private float shortened(ByteBuffer from, int at) {
    int exponent = Byte.toUnsignedInt(from.get(at));
    int mantissa = Short.toUnsignedInt(from.getShort(at + 1));
    int sign = 1 << (mantissaBits + 1);
    float value =
        Float.intBitsToFloat(
            exponent << MANTISSA_OF_FLOAT
                | (mantissa & (sign - 1)) << (MANTISSA_OF_FLOAT - mantissaBits));
    return (mantissa & sign) == 0 ? value : -value;
  }
}

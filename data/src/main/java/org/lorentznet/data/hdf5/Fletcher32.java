package org.lorentznet.data.hdf5;

import java.util.zip.DataFormatException;

/**
 * The checksum of HDF5's filter 3: Fletcher's over 16-bit numbers, which HDF5 takes as big-endian,
 * an odd last byte as the upper half of one.
 */
final class Fletcher32 {
  /** So many numbers cannot overflow the sums. */
  private static final int BLOCK = 360;

  private Fletcher32() {}

  /**
   * Checks the four bytes that follow the data.
   *
   * @throws DataFormatException where they are not the data's checksum
   */
  static void check(byte[] data, int length) throws DataFormatException {
    int found =
        data[length] & 255
            | (data[length + 1] & 255) << 8
            | (data[length + 2] & 255) << 16
            | data[length + 3] << 24;
    int expected = of(data, length);
    // Early releases stored the halves with their bytes exchanged; HDF5 still reads these.
    int exchanged = (expected & 0x00ff00ff) << 8 | (expected >>> 8) & 0x00ff00ff;
    if (found != expected && found != exchanged) {
      throw new DataFormatException("its checksum does not match");
    }
  }

  /** The checksum of the first {@code length} bytes. */
  static int of(byte[] data, int length) {
    int sum = 0;
    int sumOfSums = 0;
    int words = length / 2;
    for (int word = 0; word < words; ) {
      for (int end = Math.min(words, word + BLOCK); word < end; word++) {
        sum += (data[2 * word] & 255) << 8 | data[2 * word + 1] & 255;
        sumOfSums += sum;
      }
      sum = folded(sum);
      sumOfSums = folded(sumOfSums);
    }
    if (length % 2 != 0) {
      sum = folded(sum + ((data[length - 1] & 255) << 8));
      sumOfSums = folded(sumOfSums + sum);
    }
    return folded(sumOfSums) << 16 | folded(sum);
  }

  private static int folded(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}

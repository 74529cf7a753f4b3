package org.lorentznet.data.parquet;

import org.lorentznet.data.compression.Decompressor;
import org.lorentznet.data.compression.Gzip;
import org.lorentznet.data.compression.Lz4Block;
import org.lorentznet.data.compression.SnappyBlock;
import org.lorentznet.data.compression.ZstdFrame;

/** How pages are compressed, in the order of the format's numbers. */
enum Codec {
  UNCOMPRESSED((from, at, length, to, toAt, toLength) -> {
    if (length != toLength) {
      throw new java.util.zip.DataFormatException(
          "a page of " + length + " bytes, " + toLength + " expected");
    }
    System.arraycopy(from, at, to, toAt, length);
  }),
  SNAPPY(SnappyBlock::decompress),
  GZIP(Gzip::decompress),
  LZO(null),
  BROTLI(null),
  LZ4(null),
  ZSTD(ZstdFrame::decompress),
  LZ4_RAW(Lz4Block::decompress);

  private final Decompressor decompressor;

  Codec(Decompressor decompressor) {
    this.decompressor = decompressor;
  }

  /**
   * The codec of a number.
   *
   * @throws UnsupportedParquetException where it cannot be undone
   */
  static Codec of(long number) {
    Codec codec = number >= 0 && number < values().length ? values()[(int) number] : null;
    if (codec == null || codec.decompressor == null) {
      throw new UnsupportedParquetException(
          "compression "
              + (codec == null ? Long.toString(number) : codec.name())
              + " (SNAPPY, GZIP, ZSTD and LZ4_RAW are supported)");
    }
    return codec;
  }

  Decompressor decompressor() {
    return decompressor;
  }
}

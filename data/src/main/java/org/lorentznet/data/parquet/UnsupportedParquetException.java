package org.lorentznet.data.parquet;

/** A part of the format that is not supported; the file may be good. */
final class UnsupportedParquetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedParquetException(String what) {
    super(what);
  }
}

package org.lorentznet.data.root;

/**
 * The head of a record of a file ({@code TKey}).
 *
 * @param bytes of the record, head and all
 * @param objectBytes of what it holds, uncompressed
 * @param keyBytes of the head
 * @param cycle the higher, the newer, of records of the same name
 * @param seek where the record lies
 */
record RootKey(
    int bytes, int objectBytes, int keyBytes, int cycle, long seek, String className, String name) {
  /** Bytes of the shortest head there can be. */
  static final int LEAST = 4 + 2 + 4 + 4 + 2 + 2 + 4 + 4 + 3;

  /** Versions above this one have places of eight bytes. */
  static final int WIDE = 1000;

  /** Reads a head, and checks that its sizes fit each other. */
  static RootKey read(RootBuffer from) {
    int bytes = from.i32();
    boolean wide = from.i16() > WIDE;
    int objectBytes = from.i32();
    from.skip(4); // date
    int keyBytes = from.i16();
    int cycle = from.i16();
    long seek = from.place(wide);
    from.place(wide); // of the directory
    String className = from.string();
    String name = from.string();
    from.string(); // title
    if (objectBytes < 0 || keyBytes < LEAST) {
      throw new IllegalArgumentException(
          "the head of record '"
              + name
              + "' claims "
              + keyBytes
              + " bytes for itself, "
              + objectBytes
              + " for its content");
    }
    return new RootKey(bytes, objectBytes, keyBytes, cycle, seek, className, name);
  }

  /** Bytes of the content as they lie in the file. */
  int storedBytes() {
    return bytes - keyBytes;
  }

  boolean isDirectory() {
    return className.equals("TDirectory") || className.equals("TDirectoryFile");
  }
}

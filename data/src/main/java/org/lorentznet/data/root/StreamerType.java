package org.lorentznet.data.root;

/**
 * ROOT's numbers for how a member is written ({@code TVirtualStreamerInfo::EReadWrite}), as far as
 * they are needed to read trees.
 */
final class StreamerType {
  static final int CHAR = 1;
  static final int SHORT = 2;
  static final int INT = 3;
  static final int LONG = 4;
  static final int FLOAT = 5;
  static final int COUNTER = 6;
  static final int DOUBLE = 8;
  static final int DOUBLE32 = 9;
  static final int UCHAR = 11;
  static final int USHORT = 12;
  static final int UINT = 13;
  static final int ULONG = 14;
  static final int BITS = 15;
  static final int LONG64 = 16;
  static final int ULONG64 = 17;
  static final int BOOL = 18;
  static final int FLOAT16 = 19;

  /** Added to the numbers above for an array of fixed length. */
  static final int ARRAY = 20;

  /** Added for an array whose length is another member. */
  static final int COUNTED = 40;

  /** From here on no numbers, but objects. */
  static final int OBJECT = 61;

  static final int ANY = 62;
  static final int OBJECT_IN_PLACE = 63;
  static final int POINTER = 64;
  static final int STRING = 65;
  static final int TOBJECT = 66;
  static final int TNAMED = 67;
  static final int ANY_IN_PLACE = 68;
  static final int ANY_POINTER = 69;

  private StreamerType() {}
}

package org.lorentznet.data.root;

/**
 * How the numbers of a column lie in the entries of a branch.
 *
 * @param perNumber how a number lies
 * @param numbers in an entry, or in an element of its list
 * @param list whether an entry is a list of its own length
 * @param headBytes of a list, before its numbers
 * @param firstByte in an entry that is no list
 * @param entryBytes of an entry that is no list; more than its numbers where it is shared with
 *     other columns
 */
record EntryLayout(
    NumberCode perNumber, int numbers, boolean list, int headBytes, int firstByte, int entryBytes) {
  /** Entries that are lists. */
  static EntryLayout ofLists(NumberCode code, int perElement, int headBytes) {
    return new EntryLayout(code, perElement, true, headBytes, 0, 0);
  }

  /** Entries of as many numbers each. */
  static EntryLayout ofArrays(NumberCode code, int numbers) {
    return ofParts(code, numbers, 0, Math.multiplyExact(numbers, code.bytes()));
  }

  /** A part of entries of several columns. */
  static EntryLayout ofParts(NumberCode code, int numbers, int firstByte, int entryBytes) {
    return new EntryLayout(code, numbers, false, 0, firstByte, entryBytes);
  }

  /** Bytes of an element of a list. */
  int elementBytes() {
    return numbers * perNumber.bytes();
  }

  /**
   * Numbers in an entry.
   *
   * @param bytes of the entry
   * @throws IllegalArgumentException where they cannot be its bytes
   */
  int numbersIn(int bytes) {
    if (!list) {
      return numbers;
    }
    int content = bytes - headBytes;
    if (content < 0 || content % elementBytes() != 0) {
      throw new IllegalArgumentException(
          "an entry of " + bytes + " bytes is no list of elements of " + elementBytes() + " bytes");
    }
    return content / perNumber.bytes();
  }
}

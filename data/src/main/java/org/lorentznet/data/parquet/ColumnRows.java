package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.zip.DataFormatException;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** The rows of one column, read in order; of a page that is wanted in parts, the rest is kept. */
final class ColumnRows {
  private final ReadableFile file;
  private final String name;
  private final Leaf leaf;
  private final MemorySegment bytes;
  private final List<Footer.Group> groups;

  private int group = -1;
  private long groupRowsLeft;
  private ColumnPages pages;

  /** Whether the group's first row has begun. */
  private boolean begun;

  /** Of the current page: the next level, and the next number. */
  private int level;

  private int number;

  /** The rows read last. */
  private final Numbers read;

  private int[] offsets = {0};
  private int rows;

  /** Rows of them that lie in earlier groups. */
  private int rowsBefore;

  ColumnRows(
      ReadableFile file, String name, Leaf leaf, MemorySegment bytes, List<Footer.Group> groups) {
    this.file = file;
    this.name = name;
    this.leaf = leaf;
    this.bytes = bytes;
    this.groups = groups;
    read = new Numbers(leaf.numberType());
  }

  /** The values of the rows read last, those of all lists end to end. */
  Column values() {
    return read.column();
  }

  /** The values themselves; they stay as they are until rows are read again. */
  Numbers numbers() {
    return read;
  }

  /** Where the lists of the rows read last begin in the values, and the number of values. */
  int[] offsets() {
    return offsets;
  }

  /** Goes to the first row of a group. */
  void seek(int toGroup) {
    group = toGroup - 1;
    groupRowsLeft = 0;
    pages = null;
  }

  /**
   * Reads the next rows.
   *
   * @throws FileFormatException where the file is damaged, or a number is missing
   */
  void read(int count) {
    read.clear();
    offsets = new int[count + 1];
    rows = 0;
    try {
      while (rows < count) {
        if (groupRowsLeft == 0) {
          nextGroup();
        }
        int step = (int) Math.min(groupRowsLeft, count - rows);
        rowsBefore = rows;
        readRows(step);
        groupRowsLeft -= step;
        if (groupRowsLeft == 0) {
          requireEnd();
        }
      }
    } catch (UnsupportedParquetException e) {
      throw new FileFormatException(
          file, "column '" + name + "': not supported: " + e.getMessage(), e);
    } catch (DataFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FileFormatException(
          file,
          "damaged Parquet file: column '"
              + name
              + "'"
              + (pages == null ? "" : ", page before byte " + pages.at())
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private void nextGroup() {
    do {
      group++;
    } while (groups.get(group).rows() == 0);
    groupRowsLeft = groups.get(group).rows();
    pages = new ColumnPages(bytes, groups.get(group).chunks().get(leaf.index()), leaf);
    level = 0;
    number = 0;
    begun = false;
  }

  /** Reads rows of the current group. */
  private void readRows(int count) throws DataFormatException {
    int end = rows + count;
    boolean more = true;
    // The last list may go on on further pages.
    while (more) {
      int from = number;
      if (leaf.list()) {
        readLists(end);
      } else {
        readNumbers(end);
      }
      read.append(pages.numbers(), from, number - from);
      boolean ended = level < pages.levels() || (!leaf.list() && rows == end);
      more = !ended && nextPage();
    }
    if (rows < end) {
      throw new DataFormatException("its pages hold " + (end - rows) + " rows too few");
    }
    offsets[rows] = read.size();
  }

  private boolean nextPage() throws DataFormatException {
    if (!pages.next()) {
      return false;
    }
    level = 0;
    number = 0;
    return true;
  }

  /** Goes over the current page to its end, or to where one row too many would begin. */
  private void readLists(int end) throws DataFormatException {
    byte[] repetition = pages.repetition();
    byte[] definition = pages.definition();
    boolean complete = pages.complete();
    int before = read.size() - number;
    for (; level < pages.levels(); level++) {
      if (repetition[level] == 0) {
        if (rows == end) {
          return;
        }
        offsets[rows++] = before + number;
        begun = true;
      } else if (!begun) {
        throw new DataFormatException("it begins within a list");
      }
      if (complete || definition[level] == leaf.levels()) {
        number++;
      } else if (definition[level] >= leaf.listLevels()) {
        throw missing();
      } else if (repetition[level] != 0) {
        throw new DataFormatException("an empty list within a list");
      }
    }
  }

  private void readNumbers(int end) {
    int count = Math.min(pages.levels() - level, end - rows);
    for (int i = 0; !pages.complete() && i < count; i++) {
      if (pages.definition()[level + i] < leaf.levels()) {
        rows += i + 1;
        throw missing();
      }
    }
    level += count;
    number += count;
    rows += count;
  }

  /** A number that is not there, in the row that was begun last. */
  private FileFormatException missing() {
    long inGroup = groups.get(group).rows() - groupRowsLeft;
    return new FileFormatException(
        file,
        "column '"
            + name
            + "' has a missing value (null) in row "
            + (groups.get(group).first() + inGroup + rows - 1 - rowsBefore)
            + ", a number expected");
  }

  private void requireEnd() throws DataFormatException {
    if (level < pages.levels() || pages.next()) {
      throw new DataFormatException("its pages hold more rows than its group");
    }
  }
}

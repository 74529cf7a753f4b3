package org.lorentznet.data.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.RowGroupPredicate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the row groups of a file are, so that some can be read without the others.
 *
 * @param starts numbers of the groups' first rows, and the number of rows
 * @param middles the byte in the middle of each group, by which hardwood chooses groups
 */
record RowGroups(long[] starts, long[] middles) {
  /** Rows of a group, beyond which reading a few of them would read too many in vain. */
  private static final long LARGEST = 8192;

  /** The row groups of a file; empty where they are not in order, or too large. */
  static Optional<RowGroups> of(FileMetaData metadata) {
    List<RowGroup> groups = metadata.rowGroups();
    long[] starts = new long[groups.size() + 1];
    long[] middles = new long[groups.size()];
    for (int g = 0; g < middles.length; g++) {
      RowGroup group = groups.get(g);
      starts[g + 1] = starts[g] + group.numRows();
      long bytes = 0;
      for (ColumnChunk chunk : group.columns()) {
        bytes += chunk.metaData().totalCompressedSize();
      }
      middles[g] = group.columns().getFirst().chunkStartOffset() + bytes / 2;
      if (group.numRows() < 1
          || group.numRows() > LARGEST
          || (g > 0 && middles[g] <= middles[g - 1])) {
        return Optional.empty();
      }
    }
    return Optional.of(new RowGroups(starts, middles));
  }

  /** Number of rows. */
  long rows() {
    return starts[middles.length];
  }

  /** The group that holds a row. */
  int holding(long row) {
    int place = Arrays.binarySearch(starts, row);
    return place >= 0 ? place : -place - 2;
  }

  /** Chooses the groups {@code from} to {@code to}, both included. */
  RowGroupPredicate only(int from, int to) {
    return RowGroupPredicate.byteRange(middles[from], middles[to] + 1);
  }
}

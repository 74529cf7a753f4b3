package org.lorentznet.data.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/**
 * Reads entries of a column, forward, and keeps no more than a basket between one call and the
 * next.
 */
final class BranchReader {
  private final RootFile file;
  private final BranchColumn column;
  private final Optional<BranchReader> counter;
  private int current = -1;
  private Basket basket;

  BranchReader(RootFile file, BranchColumn column) {
    this.file = file;
    this.column = column;
    counter = column.counter().map(counting -> new BranchReader(file, counting));
  }

  /** Entries that lie in one basket. */
  private record Slice(Basket basket, int first, int count) {}

  /**
   * The numbers of some entries.
   *
   * @throws FileFormatException where the file is damaged
   */
  RowValues read(long first, int count) {
    List<Slice> slices = slices(first, count);
    int[] offsets = new int[count + 1];
    int row = 0;
    for (Slice slice : slices) {
      for (int i = 0; i < slice.count; i++, row++) {
        offsets[row + 1] = Math.addExact(offsets[row], numbers(slice, i));
      }
    }
    NumberCode code = column.layout().perNumber();
    Column values = code.room(offsets[count]);
    row = 0;
    for (Slice slice : slices) {
      decode(slice, values, offsets, row);
      row += slice.count;
    }
    return new RowValues(values, offsets);
  }

  private List<Slice> slices(long first, int count) {
    List<Slice> slices = new ArrayList<>();
    BasketTable table = column.baskets();
    long next = first;
    while (next < first + count) {
      int index = table.basketOf(next);
      long end = Math.min(first + count, table.first()[index + 1]);
      slices.add(new Slice(basket(index), (int) (next - table.first()[index]), (int) (end - next)));
      next = end;
    }
    return slices;
  }

  private int numbers(Slice slice, int entry) {
    EntryLayout layout = column.layout();
    if (!layout.list()) {
      return layout.numbers();
    }
    int[] offsets = slice.basket.offsets().orElseThrow();
    int at = slice.first + entry;
    return layout.numbersIn(offsets[at + 1] - offsets[at]);
  }

  private void decode(Slice slice, Column values, int[] rows, int row) {
    EntryLayout layout = column.layout();
    ByteBuffer from = ByteBuffer.wrap(slice.basket.bytes());
    boolean endToEnd =
        layout.list() ? layout.headBytes() == 0 : layout.entryBytes() == layout.elementBytes();
    if (endToEnd) {
      int count = rows[row + slice.count] - rows[row];
      layout.perNumber().decode(from, place(slice, 0), count, values, rows[row]);
      return;
    }
    for (int i = 0; i < slice.count; i++) {
      int count = rows[row + i + 1] - rows[row + i];
      int at = place(slice, i);
      layout.perNumber().decode(from, at, count, values, rows[row + i]);
    }
  }

  /** Where the first number of an entry lies in the bytes of its basket. */
  private int place(Slice slice, int entry) {
    EntryLayout layout = column.layout();
    int at = slice.first + entry;
    int start = slice.basket.start();
    return layout.list()
        ? start + slice.basket.offsets().orElseThrow()[at] + layout.headBytes()
        : start + at * layout.entryBytes() + layout.firstByte();
  }

  private Basket basket(int index) {
    if (index != current) {
      basket = file.file().reading(RootFile.FORMAT, () -> named(index));
      current = index;
    }
    return basket;
  }

  private Basket named(int index) throws IOException {
    try {
      return load(index);
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new FileFormatException(
          file.file(),
          "damaged ROOT file: branch '"
              + column.baskets().branch()
              + "', basket "
              + index
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Basket load(int index) throws IOException, DataFormatException {
    BasketTable table = column.baskets();
    Basket loaded = table.embedded()[index];
    if (loaded == null) {
      loaded = Basket.read(file, table.seek()[index], table.bytes()[index]);
    }
    long entries = table.first()[index + 1] - table.first()[index];
    if (loaded.entries() != entries) {
      throw new IllegalArgumentException(
          "has " + loaded.entries() + " entries, " + entries + " expected");
    }
    return fitting(loaded, table.first()[index]);
  }

  /** A basket whose bytes were found to be those of its entries. */
  private Basket fitting(Basket loaded, long firstEntry) {
    EntryLayout layout = column.layout();
    if (!layout.list()) {
      long expected = (long) loaded.entries() * layout.entryBytes();
      if (loaded.length() != expected) {
        throw new IllegalArgumentException(
            "has " + loaded.length() + " bytes, " + expected + " expected");
      }
      return loaded;
    }
    if (loaded.offsets().isEmpty()) {
      return counted(loaded, firstEntry);
    }
    int[] offsets = loaded.offsets().get();
    for (int i = 0; i < loaded.entries(); i++) {
      layout.numbersIn(offsets[i + 1] - offsets[i]);
    }
    return loaded;
  }

  private Basket counted(Basket loaded, long firstEntry) {
    if (counter.isEmpty()) {
      throw new IllegalArgumentException("does not say where its entries begin");
    }
    int entries = loaded.entries();
    if (entries > counter.get().column.baskets().entries() - firstEntry) {
      throw new IllegalArgumentException("has more entries than its counter");
    }
    Column counts = counter.get().read(firstEntry, entries).values();
    int[] offsets = new int[entries + 1];
    for (int i = 0; i < entries; i++) {
      double bytes = counts.asDouble(i) * column.layout().elementBytes();
      if (bytes < 0 || bytes > loaded.length() - offsets[i]) {
        throw new IllegalArgumentException("its entries are longer than the basket");
      }
      offsets[i + 1] = offsets[i] + (int) bytes;
    }
    if (offsets[entries] != loaded.length()) {
      throw new IllegalArgumentException(
          "has " + loaded.length() + " bytes, " + offsets[entries] + " expected");
    }
    return loaded.withOffsets(offsets);
  }
}

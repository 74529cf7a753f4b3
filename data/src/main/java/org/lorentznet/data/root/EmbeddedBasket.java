package org.lorentznet.data.root;

import java.util.Optional;

/**
 * A basket that was never written to a place of its own, but with its branch: the last one, mostly,
 * where the tree is small.
 */
final class EmbeddedBasket {
  /** Added to a basket's flag where offsets are not stored, but follow from a counter. */
  private static final int OFFSETS_FOLLOW = 80;

  private EmbeddedBasket() {}

  /** Reads a basket as part of its branch; null where only its head was kept. */
  static Basket read(RootBuffer from) {
    RootKey key = RootKey.read(from);
    Basket.Head head = Basket.Head.read(from);
    int length = head.last() - key.keyBytes();
    boolean offsetsFollow = head.flag() >= OFFSETS_FOLLOW;
    int flag = offsetsFollow ? head.flag() - OFFSETS_FOLLOW : head.flag();
    Optional<int[]> offsets = Optional.empty();
    if (!offsetsFollow && flag != 0 && flag % 10 != 2) {
      if (head.entries() > 0) {
        offsets = Optional.of(Basket.offsets(from, head.entries(), key.keyBytes(), length));
      }
      if (flag > 40) {
        from.skip(from.count(Integer.BYTES) * Integer.BYTES);
      }
    }
    if (flag != 1 && flag <= 10) {
      return null;
    }
    int stored = head.version() > 1 ? head.last() : from.i32();
    byte[] bytes = from.bytes(stored);
    if (length < 0 || length > stored - key.keyBytes()) {
      throw new IllegalArgumentException("a basket ends at byte " + head.last() + " of " + stored);
    }
    return new Basket(head.entries(), bytes, key.keyBytes(), length, offsets);
  }
}

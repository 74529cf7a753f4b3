package org.lorentznet.server.body;

import java.util.Set;
import org.lorentznet.data.Layout;
import org.lorentznet.errors.UserException;

/** The layouts that a kind of file may have. */
public enum FileLayouts {
  PARQUET("Parquet", Set.of(Layout.JETS)),
  NPZ("npz", Set.of(Layout.ENERGYFLOW, Layout.NPZ_FOURMOMENTA));

  private final String kind;
  private final Set<Layout> layouts;

  FileLayouts(String kind, Set<Layout> layouts) {
    this.kind = kind;
    this.layouts = layouts;
  }

  void require(Layout layout) {
    if (!layouts.contains(layout)) {
      throw new UserException(
          "the body is of layout " + layout.preset() + ", but its type promised " + kind);
    }
  }
}

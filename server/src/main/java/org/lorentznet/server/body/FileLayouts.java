package org.lorentznet.server.body;

import java.util.Set;
import org.lorentznet.data.Layout;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.UserException;

/** The layouts that a kind of file may have. */
public enum FileLayouts {
  PARQUET(Container.PARQUET, Set.of(Layout.JETS, Layout.JETCLASS2)),
  NPZ(Container.ZIP, Set.of(Layout.ENERGYFLOW, Layout.NPZ_FOURMOMENTA));

  private final Container container;
  private final Set<Layout> layouts;

  FileLayouts(Container container, Set<Layout> layouts) {
    this.container = container;
    this.layouts = layouts;
  }

  /** Checks the first bytes: nothing opens a file of another kind. */
  void require(ReadableFile file) {
    Container found = Container.of(file);
    if (found != container) {
      throw new UserException(
          "the body is " + found.what() + ", but its type promised " + container.what());
    }
  }

  /** Checks what is in it. */
  void require(Layout layout) {
    if (!layouts.contains(layout)) {
      throw new UserException("the body is of layout " + layout.preset() + ", which is not taken");
    }
  }
}

package org.lorentznet.server.models;

/** Hears what happens to models. */
public interface ShelfListener {
  /** A model is served from now on, in the place of an older one of its key if there was one. */
  void loaded(ServedModel model);

  /** A model could not be read; the older one, if there was one, goes on being served. */
  void refused(ModelKey key, String reason);

  /** A model's file is gone from its folder, and the model with it. */
  void withdrawn(ServedModel model);

  /** Something is wrong with a place as a whole. */
  void unreadable(ModelPlace place, String reason);
}

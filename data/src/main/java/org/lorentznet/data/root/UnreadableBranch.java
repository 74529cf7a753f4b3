package org.lorentznet.data.root;

/** A branch whose entries cannot become numbers; the message says what they are. */
final class UnreadableBranch extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBranch(String what) {
    super(what);
  }
}

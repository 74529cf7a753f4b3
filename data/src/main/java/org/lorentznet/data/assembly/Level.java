package org.lorentznet.data.assembly;

/** Of what a column has one number. */
enum Level {
  /** Of each row of the file: a jet, or an event. */
  ROW,
  /** Of each jet of a row that is an event. */
  JET,
  /** Of each link from a jet of the row to a constituent. */
  LINK,
  /** Of each constituent, of the row's jet or of the event. */
  CONSTITUENT
}

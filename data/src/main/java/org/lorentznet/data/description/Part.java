package org.lorentznet.data.description;

/** What some of the jets of a file are for. */
public enum Part {
  TRAIN,
  VALIDATION,
  TEST
}

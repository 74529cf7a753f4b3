package org.lorentznet.dataset;

/**
 * Rows that lie next to each other in a source and are always read together: the smallest piece
 * that shuffling moves about in a file.
 *
 * @param firstRow number of its first row in the source
 * @param rows how many
 * @param jetsByClass how many jets of each class the rows hold
 */
record Cell(long firstRow, int rows, int[] jetsByClass) {
  /** Number of jets. */
  int jets() {
    int jets = 0;
    for (int ofClass : jetsByClass) {
      jets += ofClass;
    }
    return jets;
  }

  /** Mean label of its jets; 0 where there are none. */
  double meanLabel() {
    double sum = 0;
    for (int label = 0; label < jetsByClass.length; label++) {
      sum += (double) label * jetsByClass[label];
    }
    return sum == 0 ? 0 : sum / jets();
  }
}

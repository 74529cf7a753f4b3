/**
 * Score files: a row a jet, in the data's order, with the columns {@code index}, {@code label}
 * (where known), {@code logit_0}, {@code logit_1} ..., {@code probability_0}, {@code probability_1}
 * ... and any jet columns carried along; as CSV, Parquet, npz or HDF5. Scores of other programs are
 * read as well: {@code score} and {@code label}, or single NumPy arrays.
 */
package org.lorentznet.data.score;

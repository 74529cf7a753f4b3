/**
 * A file as columns: what every format gives that keeps rows of numbers under names — HDF5, npz,
 * Parquet, ROOT. A format says which columns there are ({@link
 * org.lorentznet.data.columns.ColumnSource}) and reads chosen ones in blocks of rows; what they
 * mean is none of its business.
 */
package org.lorentznet.data.columns;

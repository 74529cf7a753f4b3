/**
 * Parquet: the project's columnar file of jets, a row a jet, and plain tables of numbers and lists
 * of numbers.
 *
 * <p>Reader and writer are ours, and know numbers only. What exists for Java needs Hadoop's classes
 * (parquet-java), is a database of 80 MB that cannot stream lists (DuckDB), or reads lists at a
 * third of this speed, and believes what damaged files claim of their sizes: memory is overwritten,
 * or reading never ends (hardwood 1.0).
 */
package org.lorentznet.data.parquet;

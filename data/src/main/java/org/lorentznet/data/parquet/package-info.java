/**
 * Parquet: the project's columnar file of jets, a row a jet, and plain tables. hardwood reads;
 * writing, which it does not do, is a small writer of ours.
 */
package org.lorentznet.data.parquet;

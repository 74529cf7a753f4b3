package org.lorentznet.data.root;

import java.util.Optional;
import org.lorentznet.data.columns.FileColumn;

/**
 * A column of a tree and where its numbers lie.
 *
 * @param column what is known of it
 * @param bytes of all its numbers, uncompressed, as far as the file says
 * @param counter the column that holds how long each list is, for baskets that do not say it
 */
record BranchColumn(
    FileColumn column,
    EntryLayout layout,
    BasketTable baskets,
    long bytes,
    Optional<BranchColumn> counter) {}

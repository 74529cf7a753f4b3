/**
 * Plain tables: columns of numbers under names, a row a jet. What scores are written to, in any of
 * the formats.
 */
package org.lorentznet.data.table;

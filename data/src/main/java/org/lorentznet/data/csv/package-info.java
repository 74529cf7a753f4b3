/** Comma separated values (RFC 4180): tables, and jets with a line a constituent. */
package org.lorentznet.data.csv;

/**
 * Compressions of which the result's length is known beforehand, as in all the formats read here:
 * nothing that compressed data say of themselves is ever allocated, and data that make another
 * number of bytes are damaged. Also the shuffles that formats put before a compression, undone.
 */
package org.lorentznet.data.compression;

/**
 * Arithmetic that users write over the columns of a file: compiled once, fast on arrays, and with
 * access to nothing but the numbers given to it.
 */
package org.lorentznet.data.expression;

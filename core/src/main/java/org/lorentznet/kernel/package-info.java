/**
 * Arithmetic on tiles: a small interface with a plain implementation, which defines every bit of
 * the results, and one on the Vector API, chosen at run time where it is there.
 */
package org.lorentznet.kernel;

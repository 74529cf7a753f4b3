/** Numbers that come out the same on every machine: random streams and their distributions. */
package org.lorentznet.numeric;

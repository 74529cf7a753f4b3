/**
 * Everything that can be wrong with what a user hands over. Each message is one line that names the
 * file, jet or key, what was found and what was expected; programs print it as it is.
 */
package org.lorentznet.errors;

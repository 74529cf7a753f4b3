/**
 * Python pickles as plain data. Nothing named in a pickle is ever looked up or run: a caller gives
 * the few functions that it knows by name, and everything else is refused.
 */
package org.lorentznet.data.pickle;

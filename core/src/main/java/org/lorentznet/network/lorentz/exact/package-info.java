/**
 * LorentzNet as its equations are written, in double precision, pair by pair, nothing fused: the
 * oracle that the fast network is held against, and the place to change first when trying another
 * block. Slow, and large in memory.
 */
package org.lorentznet.network.lorentz.exact;

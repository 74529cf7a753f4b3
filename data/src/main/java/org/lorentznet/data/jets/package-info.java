/**
 * What the layouts share on the way from arrays to {@link org.lorentznet.jet.Jets}: blocks of jets
 * in turn, padding left out, labels checked; and the interface of those that write jets.
 */
package org.lorentznet.data.jets;

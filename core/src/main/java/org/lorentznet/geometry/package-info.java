/** Minkowski space: four-momenta, metric (+,-,-,-), and the transformations that leave it alone. */
package org.lorentznet.geometry;

/**
 * Lorentz symmetry as a measured property: how far scores and layers change when jets are boosted
 * and rotated, when a soft particle is added or one splits collinearly; and the assertion by which
 * whoever builds a block of their own can test it.
 */
package org.lorentznet.equivariance;

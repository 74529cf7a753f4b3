/**
 * NumPy's {@code .npy} arrays and {@code .npz} archives of them, and the layouts kept in them:
 * {@code energyflow} (pt, y, phi, particle code) and {@code npz-fourmomenta}. Arrays in C order are
 * streamed; arrays in Fortran order, where a jet's numbers lie far apart, are read whole.
 */
package org.lorentznet.data.npz;

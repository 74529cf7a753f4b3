/**
 * How the jets of a source are distributed, class by class: gathered in one pass with constant
 * memory ({@link org.lorentznet.app.spectra.JetSpectra}), and what there is to say or draw of each
 * quantity in the end ({@link org.lorentznet.app.spectra.Spectrum}).
 */
package org.lorentznet.app.spectra;

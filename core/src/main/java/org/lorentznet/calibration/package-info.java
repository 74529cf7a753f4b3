/**
 * Probabilities that are frequencies: calibrations fitted on validation jets, kept with a model,
 * and what several models or dropout samples together say of a jet.
 */
package org.lorentznet.calibration;

/**
 * What a tagger's scores are worth: ROC curve, AUC, background rejection at a signal efficiency,
 * accuracy, loss, calibration and significance improvement, each with an interval; in bins of a
 * variable of the jets too, and compared with another tagger's on the same jets. A {@link
 * org.lorentznet.metrics.TaggerOutput} and the jets' labels make an {@link
 * org.lorentznet.metrics.Evaluation}; the other types are its parts and stand alone. All arithmetic
 * is in double precision, and nothing here knows of networks or files.
 *
 * <p>Background is class 0 and signal class 1 where there are two classes. Intervals are central
 * and cover one sigma (68.27 %) unless another level is asked for.
 */
package org.lorentznet.metrics;

/**
 * Training a tagger's network: the optimiser, the learning rate's schedule, the loop over epochs
 * ({@link org.lorentznet.training.Trainer}), and the run folder with its checkpoints, from which a
 * run that was killed at any moment goes on to bit-identical weights. Depends on no particular
 * architecture.
 */
package org.lorentznet.training;

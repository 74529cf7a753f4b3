/**
 * Labelled jets that a training goes through again and again, of any number: surveyed once, held in
 * memory or streamed from their files ({@link org.lorentznet.dataset.LabelledJets}), met in a
 * random order that is a function of seed, epoch and content alone, in batches ({@link
 * org.lorentznet.dataset.JetBatches}), with weights that make their spectra flat ({@link
 * org.lorentznet.dataset.Reweighting}).
 */
package org.lorentznet.dataset;

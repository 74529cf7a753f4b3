/**
 * The library's face: {@link org.lorentznet.tagger.JetTagger} reads a model and scores jets. A
 * program that only scores needs, beside it, {@link org.lorentznet.jet.Jet} or {@link
 * org.lorentznet.jet.Jets} for its jets, {@link org.lorentznet.network.Softmax} for probabilities,
 * {@link org.lorentznet.kernel.Workers} to share one jet among threads, and {@link
 * org.lorentznet.errors.UserException} for what can be wrong. These types keep what they promise
 * within a major version.
 */
package org.lorentznet.tagger;

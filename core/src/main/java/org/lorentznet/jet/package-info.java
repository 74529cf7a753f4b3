/**
 * Jets as data: ragged blocks of constituents as they come from files ({@link
 * org.lorentznet.jet.Jets}), and what a network sees of them ({@link org.lorentznet.jet.JetBatch},
 * made by a {@link org.lorentznet.jet.ParticleEncoding}). Nothing is padded: constituents of all
 * jets lie end to end, with offsets.
 */
package org.lorentznet.jet;

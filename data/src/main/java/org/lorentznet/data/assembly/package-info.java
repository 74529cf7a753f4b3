/**
 * From the columns of a file to jets, as a {@link org.lorentznet.data.description.Description}
 * says. What a description names is first looked up in a file ({@link
 * org.lorentznet.data.assembly.DescribedJets}), with an error for what is not there; then blocks of
 * rows become blocks of jets.
 *
 * <p>Numbers come at four levels: one a row, one a jet, one a link, one a constituent. Where a row
 * is a jet, the first two are the same. Everything that is computed for jets or constituents is
 * gathered by arrays that say for each of them where its numbers lie at each level.
 */
package org.lorentznet.data.assembly;

/**
 * LorentzNet (S. Gong et al., JHEP 07 (2022) 030, arXiv 2201.08187): its configuration, its blocks
 * forward and backward over ragged jets, in single precision with geometry in double.
 */
package org.lorentznet.network.lorentz;

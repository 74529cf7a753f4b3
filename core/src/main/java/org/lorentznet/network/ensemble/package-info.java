/** Several networks that answer as one: {@link org.lorentznet.network.ensemble.Ensemble}. */
package org.lorentznet.network.ensemble;

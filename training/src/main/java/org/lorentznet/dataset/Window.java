package org.lorentznet.dataset;

import org.lorentznet.jet.JetSet;

/**
 * Jets that are shuffled together.
 *
 * @param number of the window in its epoch, from 0
 * @param jets that may come by
 * @param order numbers in {@code jets} of those that do, in the order in which they do
 */
record Window(int number, JetSet jets, int[] order) {}

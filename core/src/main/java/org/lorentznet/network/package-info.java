/**
 * What data, training, evaluation, model files and commands see of a network: named tensors, a
 * scorer, a training step. Architectures live in packages below, and nothing outside them knows
 * their insides.
 */
package org.lorentznet.network;

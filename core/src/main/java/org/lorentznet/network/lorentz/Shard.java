package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Kernels;

/**
 * What works on some jets of a batch, one after the other. Which jets a shard has depends on the
 * batch alone, so the bits of what it adds up do not depend on who runs it.
 */
record Shard(JetForward forward, JetBackward backward) {
  static Shard of(LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape) {
    JetForward forward = new JetForward(configuration, kernels, tape);
    return new Shard(forward, new JetBackward(configuration, kernels, tape, forward));
  }
}

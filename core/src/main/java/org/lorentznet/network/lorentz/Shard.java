package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Kernels;

/**
 * What works on some jets of a batch, one after the other. Which jets a shard has depends on the
 * batch alone, so the bits of what it adds up do not depend on who runs it.
 */
record Shard(ShardForward forward, ShardBackward backward) {
  static Shard of(LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape) {
    ShardForward forward = new ShardForward(configuration, kernels, tape);
    return new Shard(forward, new ShardBackward(configuration, kernels, tape, forward));
  }
}

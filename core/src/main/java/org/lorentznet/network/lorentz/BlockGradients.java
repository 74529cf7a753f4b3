package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;

/**
 * Sums for the gradients of one block's weights over the jets of one shard. A matrix is kept as the
 * kernels add to it: rows x stride, with the gradient of the bias in column C.
 */
final class BlockGradients {
  final int stride;
  final int scalarStride;
  final float[] receiver;
  final float[] sender;
  final float[] message;

  /** Of phi_x.0, but for the weights of phi_x.2 behind it. */
  final float[] coordinate;

  final float[] gate;
  double gateBias;
  final float[] nodeHidden;
  final float[] nodeMessage;
  final float[] nodeScalars;
  final float[] nodeOut;

  BlockGradients(int width, int scalars, boolean moves) {
    int rows = Panels.rows(width);
    stride = Panels.columns(width + 1);
    scalarStride = Panels.columns(scalars + 1);
    receiver = new float[rows * stride];
    sender = new float[rows * stride];
    message = new float[rows * stride];
    coordinate = moves ? new float[rows * stride] : null;
    gate = new float[rows * Kernels.LANES];
    nodeHidden = new float[rows * stride];
    nodeMessage = new float[rows * stride];
    nodeScalars = new float[rows * scalarStride];
    nodeOut = new float[rows * stride];
  }

  void clear() {
    for (float[] sums :
        new float[][] {receiver, sender, message, gate, nodeHidden, nodeMessage, nodeScalars}) {
      Arrays.fill(sums, 0);
    }
    Arrays.fill(nodeOut, 0);
    if (coordinate != null) {
      Arrays.fill(coordinate, 0);
    }
    gateBias = 0;
  }
}

package org.lorentznet.network.lorentz.exact;

import java.util.Map;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/**
 * The block of arXiv 2201.08187, section 3.2, over all ordered pairs i != j of each jet: message,
 * gate, coordinate update, node update.
 */
final class LorentzGroupEquivariantBlock {
  private static final double[] METRIC = {1, -1, -1, -1};

  private final LorentzNetConfiguration configuration;
  private final GeometryPrecision precision;
  private final int width;
  private final boolean moves;
  private final Linear messageFirst;
  private final BatchNorm messageNorm;
  private final Relu messageFirstRelu = new Relu();
  private final Linear messageSecond;
  private final Relu messageSecondRelu = new Relu();
  private final Linear gate;
  private final Linear coordinateFirst;
  private final Relu coordinateRelu = new Relu();
  private final Linear coordinateSecond;
  private final Linear nodeFirst;
  private final BatchNorm nodeNorm;
  private final Relu nodeRelu = new Relu();
  private final Linear nodeSecond;

  private Pairs pairs;
  private Matrix x;
  private Matrix message;
  private double[] gates;
  private Matrix shift;

  LorentzGroupEquivariantBlock(
      Map<String, double[]> values,
      Map<String, double[]> gradients,
      LorentzNetConfiguration configuration,
      GeometryPrecision precision,
      int block) {
    this.configuration = configuration;
    this.precision = precision;
    width = configuration.width();
    moves = block < configuration.blocks() - 1;
    String prefix = "LGEBs." + block + ".";
    messageFirst = new Linear(values, gradients, prefix + "phi_e.0", width);
    messageNorm = new BatchNorm(values, gradients, prefix + "phi_e.1");
    messageSecond = new Linear(values, gradients, prefix + "phi_e.3", width);
    gate = new Linear(values, gradients, prefix + "phi_m.0", 1);
    coordinateFirst = moves ? new Linear(values, gradients, prefix + "phi_x.0", width) : null;
    coordinateSecond = moves ? new Linear(values, gradients, prefix + "phi_x.2", 1) : null;
    nodeFirst = new Linear(values, gradients, prefix + "phi_h.0", width);
    nodeNorm = new BatchNorm(values, gradients, prefix + "phi_h.1");
    nodeSecond = new Linear(values, gradients, prefix + "phi_h.3", width);
  }

  /**
   * Hidden states and coordinates of all particles of a batch.
   *
   * @param hidden particles x C
   * @param coordinates particles x 4
   */
  record State(Matrix hidden, Matrix coordinates) {}

  State forward(Pairs batchPairs, State state, Matrix scalars, BatchNorm.Mode mode) {
    pairs = batchPairs;
    x = state.coordinates();
    Matrix h = state.hidden();
    Matrix input = new Matrix(pairs.count(), 2 * width + 2);
    for (int e = 0; e < pairs.count(); e++) {
      int i = pairs.receiver()[e];
      int j = pairs.sender()[e];
      double square = 0;
      double product = 0;
      for (int c = 0; c < 4; c++) {
        double difference = precision.round(x.get(i, c) - x.get(j, c));
        square = precision.round(square + METRIC[c] * precision.round(difference * difference));
        product = precision.round(product + METRIC[c] * precision.round(x.get(i, c) * x.get(j, c)));
      }
      for (int c = 0; c < width; c++) {
        input.set(e, c, h.get(i, c));
        input.set(e, width + c, h.get(j, c));
      }
      input.set(e, 2 * width, psi(square));
      input.set(e, 2 * width + 1, psi(product));
    }
    Matrix first = messageNorm.forward(messageFirst.forward(input), mode);
    message = messageSecondRelu.forward(messageSecond.forward(messageFirstRelu.forward(first)));
    Matrix gateInput = gate.forward(message);
    gates = new double[pairs.count()];
    Matrix gated = new Matrix(pairs.count(), width);
    for (int e = 0; e < pairs.count(); e++) {
      gates[e] = 1 / (1 + Math.exp(-gateInput.get(e, 0)));
      for (int c = 0; c < width; c++) {
        gated.set(e, c, gates[e] * message.get(e, c));
      }
    }
    Matrix moved = new Matrix(x.rows(), 4, x.values().clone());
    if (moves) {
      shift = coordinateSecond.forward(coordinateRelu.forward(coordinateFirst.forward(gated)));
      double bound = configuration.coordinateClamp().orElse(Double.POSITIVE_INFINITY);
      for (int e = 0; e < pairs.count(); e++) {
        int i = pairs.receiver()[e];
        for (int c = 0; c < 4; c++) {
          double difference = precision.round(x.get(i, c) - x.get(pairs.sender()[e], c));
          double term = precision.round(difference * precision.round(shift.get(e, 0)));
          moved.add(i, c, factor(i) * Math.max(-bound, Math.min(bound, term)));
        }
      }
      for (int k = 0; k < moved.values().length; k++) {
        moved.values()[k] = precision.round(moved.values()[k]);
      }
    }
    int s = scalars.columns();
    Matrix nodeInput = new Matrix(h.rows(), 2 * width + s);
    for (int i = 0; i < h.rows(); i++) {
      System.arraycopy(h.values(), i * width, nodeInput.values(), i * (2 * width + s), width);
      System.arraycopy(
          scalars.values(), i * s, nodeInput.values(), i * (2 * width + s) + 2 * width, s);
    }
    for (int e = 0; e < pairs.count(); e++) {
      for (int c = 0; c < width; c++) {
        nodeInput.add(pairs.receiver()[e], width + c, gated.get(e, c));
      }
    }
    Matrix update =
        nodeSecond.forward(nodeRelu.forward(nodeNorm.forward(nodeFirst.forward(nodeInput), mode)));
    Matrix hidden = new Matrix(h.rows(), width);
    for (int i = 0; i < hidden.values().length; i++) {
      hidden.values()[i] = h.values()[i] + update.values()[i];
    }
    return new State(hidden, moved);
  }

  private double factor(int particle) {
    return configuration.coordinateScale() / (pairs.particles()[particle] - 1);
  }

  private static double psi(double z) {
    return Math.copySign(Math.log1p(Math.abs(z)), z);
  }

  /**
   * Gradients of the block's inputs from those of its outputs.
   *
   * @param dState gradients of hidden states and moved coordinates
   */
  State backward(State dState) {
    Matrix dHidden = dState.hidden();
    Matrix dMoved = dState.coordinates();
    Matrix dNodeInput =
        nodeFirst.backward(nodeNorm.backward(nodeRelu.backward(nodeSecond.backward(dHidden))));
    Matrix dh = new Matrix(dHidden.rows(), width, dHidden.values().clone());
    for (int i = 0; i < dh.rows(); i++) {
      for (int c = 0; c < width; c++) {
        dh.add(i, c, dNodeInput.get(i, c));
      }
    }
    Matrix dx = new Matrix(x.rows(), 4, dMoved.values().clone());
    Matrix dGated = moves ? moveBackward(dMoved, dx) : new Matrix(pairs.count(), width);
    Matrix dGateInput = new Matrix(pairs.count(), 1);
    Matrix dMessage = new Matrix(pairs.count(), width);
    for (int e = 0; e < pairs.count(); e++) {
      double sum = 0;
      for (int c = 0; c < width; c++) {
        dGated.add(e, c, dNodeInput.get(pairs.receiver()[e], width + c));
        sum += dGated.get(e, c) * message.get(e, c);
        dMessage.set(e, c, gates[e] * dGated.get(e, c));
      }
      dGateInput.set(e, 0, sum * gates[e] * (1 - gates[e]));
    }
    Matrix throughGate = gate.backward(dGateInput);
    for (int i = 0; i < dMessage.values().length; i++) {
      dMessage.values()[i] += throughGate.values()[i];
    }
    Matrix dInput =
        messageFirst.backward(
            messageNorm.backward(
                messageFirstRelu.backward(
                    messageSecond.backward(messageSecondRelu.backward(dMessage)))));
    for (int e = 0; e < pairs.count(); e++) {
      int i = pairs.receiver()[e];
      int j = pairs.sender()[e];
      for (int c = 0; c < width; c++) {
        dh.add(i, c, dInput.get(e, c));
        dh.add(j, c, dInput.get(e, width + c));
      }
      invariantsBackward(i, j, dInput.get(e, 2 * width), dInput.get(e, 2 * width + 1), dx);
    }
    return new State(dh, dx);
  }

  /** Through the coordinate update; gives the gradient of the gated messages. */
  private Matrix moveBackward(Matrix dMoved, Matrix dx) {
    double bound = configuration.coordinateClamp().orElse(Double.POSITIVE_INFINITY);
    Matrix dShift = new Matrix(pairs.count(), 1);
    for (int e = 0; e < pairs.count(); e++) {
      int i = pairs.receiver()[e];
      int j = pairs.sender()[e];
      for (int c = 0; c < 4; c++) {
        double difference = x.get(i, c) - x.get(j, c);
        double g = factor(i) * dMoved.get(i, c);
        if (Math.abs(difference * shift.get(e, 0)) <= bound) {
          dShift.add(e, 0, g * difference);
          dx.add(i, c, g * shift.get(e, 0));
          dx.add(j, c, -g * shift.get(e, 0));
        }
      }
    }
    return coordinateFirst.backward(coordinateRelu.backward(coordinateSecond.backward(dShift)));
  }

  private void invariantsBackward(int i, int j, double dn, double dd, Matrix dx) {
    double square = 0;
    double product = 0;
    for (int c = 0; c < 4; c++) {
      double difference = x.get(i, c) - x.get(j, c);
      square += METRIC[c] * (difference * difference);
      product += METRIC[c] * (x.get(i, c) * x.get(j, c));
    }
    double dSquare = dn / (1 + Math.abs(square));
    double dProduct = dd / (1 + Math.abs(product));
    for (int c = 0; c < 4; c++) {
      double ofDistance = 2 * dSquare * METRIC[c] * (x.get(i, c) - x.get(j, c));
      dx.add(i, c, ofDistance + dProduct * METRIC[c] * x.get(j, c));
      dx.add(j, c, dProduct * METRIC[c] * x.get(i, c) - ofDistance);
    }
  }
}

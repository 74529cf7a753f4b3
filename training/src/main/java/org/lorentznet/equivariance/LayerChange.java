package org.lorentznet.equivariance;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.geometry.LorentzTransformation;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.LayerState;

/**
 * How far one layer is from symmetric: hidden states and gates should not change with the frame,
 * coordinates should change as four-momenta do.
 *
 * @param layer its name
 * @param hidden largest change of a hidden state's component
 * @param gates largest change of a gate; 0 where the layer has none
 * @param coordinates largest distance of a component of the coordinates from the transformed one,
 *     relative to the largest component of the jet's coordinates there
 */
public record LayerChange(String layer, double hidden, double gates, double coordinates) {
  /**
   * Compares layer by layer.
   *
   * @param before jets in their own frame
   * @param after the same in another
   */
  public static List<LayerChange> of(
      JetProbe probe, JetBatch before, JetBatch after, LorentzTransformation frame) {
    List<LayerChange> worst = new ArrayList<>();
    for (int jet = 0; jet < before.jets(); jet++) {
      List<LayerState> here = probe.layers(before, jet);
      List<LayerState> there = probe.layers(after, jet);
      for (int layer = 0; layer < here.size(); layer++) {
        LayerChange change = between(here.get(layer), there.get(layer), frame);
        if (jet == 0) {
          worst.add(change);
        } else {
          worst.set(layer, worst.get(layer).max(change));
        }
      }
    }
    return worst;
  }

  private static LayerChange between(
      LayerState here, LayerState there, LorentzTransformation frame) {
    double[] expected = frame.apply(here.coordinates());
    double scale = 0;
    for (double component : expected) {
      scale = Math.max(scale, Math.abs(component));
    }
    return new LayerChange(
        here.layer(),
        largest(here.hidden(), there.hidden()),
        largest(here.gates(), there.gates()),
        largest(expected, there.coordinates()) / (scale == 0 ? 1 : scale));
  }

  private LayerChange max(LayerChange other) {
    return new LayerChange(
        layer,
        Math.max(hidden, other.hidden),
        Math.max(gates, other.gates),
        Math.max(coordinates, other.coordinates));
  }

  private static double largest(double[] one, double[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      double distance = Math.abs(one[i] - other[i]);
      largest = Math.max(largest, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
    }
    return largest;
  }
}

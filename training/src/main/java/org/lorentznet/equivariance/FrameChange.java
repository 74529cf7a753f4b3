package org.lorentznet.equivariance;

import org.lorentznet.geometry.LorentzTransformation;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/**
 * How jets are given to a network in another frame. What a Lorentz invariant network must not
 * notice is that constituents and reference vectors are transformed together while their scalars
 * stay; each of the two flags departs from that.
 *
 * @param recomputeScalars masses and the like are computed from the transformed components, whose
 *     rounding they then show; else they are those of the jets' own frame
 * @param fixedReferences reference vectors stay: what the network answers then depends on the frame
 *     in which the beams are at rest, as it should
 */
public record FrameChange(boolean recomputeScalars, boolean fixedReferences) {
  /** Constituents and reference vectors together, scalars as they were. */
  public static FrameChange proper() {
    return new FrameChange(false, false);
  }

  /** The jets of a block, seen from another frame. */
  public JetBatch encode(ParticleEncoding encoding, Jets jets, LorentzTransformation frame) {
    JetBatch batch = encoding.encode(jets);
    double[] moved = frame.apply(batch.fourMomenta());
    if (fixedReferences) {
      int references = encoding.referenceVectors().size();
      for (int jet = 0; jet < batch.jets(); jet++) {
        int at = 4 * batch.offsets()[jet];
        System.arraycopy(batch.fourMomenta(), at, moved, at, 4 * references);
      }
    }
    if (!recomputeScalars) {
      return batch.withFourMomenta(moved);
    }
    Jets transformed = jets.withFourMomenta(frame.apply(jets.fourMomenta()));
    return encoding.encode(transformed).withFourMomenta(moved);
  }
}

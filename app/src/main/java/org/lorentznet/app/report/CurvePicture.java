package org.lorentznet.app.report;

import java.util.List;
import org.lorentznet.training.EpochResult;

/** How a training went, epoch by epoch, as one picture: loss above, accuracy and AUC below. */
public final class CurvePicture {
  private static final double SCALE = 1.5;

  private CurvePicture() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(List<EpochResult> history) {
    return Png.stacked(TrainingPicture.of(history).stream().map(Chart::svg).toList(), SCALE);
  }
}

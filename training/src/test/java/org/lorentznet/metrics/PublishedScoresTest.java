package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.testing.SharedFiles;

/**
 * Figures published with the per-jet scores of three taggers on the 404,000 test jets of the
 * top-tagging reference data set, to the last printed digit.
 */
class PublishedScoresTest {
  @ParameterizedTest
  @CsvSource({
    "P-CNN_v2, .929584, .980283, 759.08, 201.11, 64.74",
    "ResNeXt50_v2, .935790, .983715, 1147.24, 302.27, 89.98",
    "PFN_v0, .932092, .982082, 889.49, 256.89, 80.22"
  })
  void figuresAreReproduced(
      String tagger, String accuracy, String auc, String at30, String at50, String at70)
      throws IOException {
    double[] scores = read(SharedFiles.require("data/baseline-scores/" + tagger + ".npy"));
    double[] truth = read(SharedFiles.require("data/baseline-scores/labels.npy"));
    int[] labels = new int[truth.length];
    for (int j = 0; j < labels.length; j++) {
      labels[j] = (int) truth[j];
    }
    Evaluation evaluation =
        Evaluation.of(
            TaggerOutput.signalScores(scores), labels, null, new double[] {0.3, 0.5, 0.7});

    assertThat(evaluation.jets()).isEqualTo(404_000);
    assertThat(printed("%.6f", evaluation.accuracy())).isEqualTo("0" + accuracy);
    assertThat(printed("%.6f", evaluation.auc().auc())).isEqualTo("0" + auc);
    String[] expected = {at30, at50, at70};
    for (int i = 0; i < 3; i++) {
      WorkingPoint point = evaluation.workingPoints().get(i);
      double rejection = point.rejection().getAsDouble();
      assertThat(printed("%.2f", rejection)).isEqualTo(expected[i]);
      assertThat(point.low()).isBetween(0.85 * rejection, 0.995 * rejection);
      assertThat(point.high().getAsDouble()).isBetween(1.005 * rejection, 1.15 * rejection);
    }
    assertThat(evaluation.auc().interval().contains(evaluation.auc().auc())).isTrue();
    assertThat(evaluation.auc().standardError()).isBetween(1e-4, 3e-4);
    assertThat(evaluation.accuracyInterval().contains(evaluation.accuracy())).isTrue();
    assertThat(evaluation.loss().orElseThrow().value()).isBetween(0.1, 0.3);
  }

  private static String printed(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A one-dimensional array of numpy's, of float32 or unsigned bytes. */
  private static double[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8) & 0xffff;
    boolean isFloat =
        new String(bytes.array(), 10, length, java.nio.charset.StandardCharsets.US_ASCII)
            .contains("'<f4'");
    bytes.position(10 + length);
    double[] values = new double[bytes.remaining() / (isFloat ? 4 : 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = isFloat ? bytes.getFloat() : bytes.get() & 0xff;
    }
    return values;
  }
}

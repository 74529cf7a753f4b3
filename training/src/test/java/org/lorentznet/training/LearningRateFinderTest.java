package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.kernel.Workers;

class LearningRateFinderTest {
  private static LearningRateFinder.Result find() {
    return LearningRateFinder.find(
        new SummedJetNetwork(7),
        RunFixture.CONFIGURATION,
        ToyJets.data(RunFixture.JETS, 20),
        150,
        Workers.CALLER,
        step -> {});
  }

  @Test
  void ratesRiseByTheSameFactorAndTheSuggestionWorks() {
    LearningRateFinder.Result result = find();
    List<LearningRateFinder.Point> points = result.points();
    assertThat(points.get(0).learningRate()).isEqualTo(1e-6);
    double factor = points.get(1).learningRate() / points.get(0).learningRate();
    for (int k = 1; k < points.size(); k++) {
      assertThat(points.get(k).learningRate() / points.get(k - 1).learningRate() / factor)
          .isBetween(1 - 1e-9, 1 + 1e-9);
    }
    // The toy network learns at 0.02 within a few epochs, and does not at 1e-6 or 10.
    assertThat(result.suggested()).isBetween(1e-4, 0.1);
    assertThat(points.get(0).smoothed()).isEqualTo(points.get(0).loss());
    assertThat(find()).isEqualTo(result);
  }
}

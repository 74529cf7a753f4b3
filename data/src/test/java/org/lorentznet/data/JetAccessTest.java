package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.Jets;
import org.lorentznet.testing.SharedFiles;

/** Jets read in any order are the jets read in turn. */
class JetAccessTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "top-reference.h5",
        "top-reference-contiguous.h5",
        "top-reference-blosc.h5",
        "lgn.h5",
        "energyflow-fortran.npz"
      })
  void anyOrder(String name) {
    Jets all = Samples.jets(Samples.file(name));
    try (JetAccess access = JetFiles.open(Samples.file(name)).access().orElseThrow()) {
      requireSame(all, access, 1);
    }
  }

  @Test
  void manyBlocks() {
    var source = JetFiles.open(SharedFiles.require("data/simulated-top-test.h5"));
    Jets all = Jets.join(Samples.blocks(source));
    try (JetAccess access = source.access().orElseThrow()) {
      requireSame(all, access, 2);
    }
  }

  private static void requireSame(Jets all, JetAccess access, long seed) {
    assertThat(access.rows()).isEqualTo(all.size());
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      int first = random.nextInt(all.size());
      int count = 1 + random.nextInt(all.size() - first);
      Jets read = access.read(first, count);
      Jets expected = all.slice(first, first + count);
      assertThat(read.index(0)).isEqualTo(first);
      assertThat(read.fourMomenta()).isEqualTo(expected.fourMomenta());
      assertThat(read.labels().orElseThrow()).isEqualTo(expected.labels().orElseThrow());
    }
  }

  @Test
  void notWhereWhatLiesBeforeHadToBeRead() {
    assertThat(JetFiles.open(Samples.file("energyflow.npz")).access()).isEqualTo(Optional.empty());
  }
}

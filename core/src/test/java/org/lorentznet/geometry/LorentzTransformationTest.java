package org.lorentznet.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LorentzTransformationTest {
  @Property
  void leavesProductsAlone(
      @ForAll @DoubleRange(min = -0.99, max = 0.99) double beta,
      @ForAll @DoubleRange(min = -4, max = 4) double angle,
      @ForAll @DoubleRange(min = 0.1, max = 1) double x,
      @ForAll @DoubleRange(min = -1, max = 1) double y) {
    FourMomentum p = new FourMomentum(50, 10, -20, 30);
    FourMomentum q = new FourMomentum(7, 1, 2, -3);
    LorentzTransformation both =
        LorentzTransformation.boost(beta, x, y, 0.3)
            .after(LorentzTransformation.rotation(angle, y, x, -0.2));
    assertThat(both.apply(p).dot(both.apply(q))).isCloseTo(p.dot(q), offset(1e-7));
    assertThat(both.apply(p).massSquared()).isCloseTo(p.massSquared(), offset(1e-7));
  }

  @Test
  void boostsAlongX() {
    FourMomentum moved =
        LorentzTransformation.boost(0.6, 2, 0, 0).apply(new FourMomentum(1, 0, 0, 0));
    assertThat(moved.e()).isCloseTo(1.25, offset(1e-15));
    assertThat(moved.px()).isCloseTo(0.75, offset(1e-15));
    assertThat(moved.py()).isZero();
  }

  @Test
  void rotatesByTheRightHandRule() {
    FourMomentum turned =
        LorentzTransformation.rotation(Math.PI / 2, 0, 0, 1).apply(new FourMomentum(2, 1, 0, 1));
    assertThat(turned.e()).isEqualTo(2);
    assertThat(turned.px()).isCloseTo(0, offset(1e-15));
    assertThat(turned.py()).isCloseTo(1, offset(1e-15));
    assertThat(turned.pz()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNone() {
    assertThatThrownBy(() -> LorentzTransformation.boost(1, 1, 0, 0))
        .hasMessageContaining("|beta| below 1");
    assertThatThrownBy(() -> LorentzTransformation.rotation(1, 0, 0, 0))
        .hasMessageContaining("not all zero");
  }

  @Test
  void kinematics() {
    FourMomentum p = FourMomentum.ofRapidity(100, 1.2, 0.5, 0.13957);
    assertThat(p.pt()).isCloseTo(100, offset(1e-12));
    assertThat(p.mass()).isCloseTo(0.13957, offset(1e-6));
    assertThat(p.phi()).isCloseTo(0.5, offset(1e-15));
    assertThat(p.eta()).isCloseTo(1.2, offset(1e-5));
    assertThat(p.plus(p).e()).isEqualTo(2 * p.e());
  }
}

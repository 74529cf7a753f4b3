import java.nio.file.Path;
import java.util.Arrays;
import org.lorentznet.jet.Jet;
import org.lorentznet.jet.Jets;
import org.lorentznet.network.Softmax;
import org.lorentznet.tagger.JetTagger;

/**
 * Scores jets given as arrays, with the core's jar alone, on Java 17 or newer. From the root of the
 * repository:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp app/target/lib/lorentznet-core-*.jar \
 *     examples/ScoreJets.java quickstart/best.safetensors
 * </pre>
 *
 * Without the option --add-modules the result is the same, many times slower.
 */
public final class ScoreJets {
  public static void main(String[] arguments) {
    // Safe for use by many threads at once: make it once and keep it.
    JetTagger tagger = JetTagger.read(Path.of(arguments[0]));

    // Many jets: jet j has the constituents OFFSETS[j] to OFFSETS[j + 1] - 1.
    float[] logits = tagger.score(Jets.of(OFFSETS, FOUR_MOMENTA));
    System.out.println(tagger.classes() + " " + Arrays.toString(logits));

    // One jet after the other, without allocating anything: a Jet and arrays for each thread.
    Jet jet = new Jet();
    float[] ofJet = new float[tagger.classes().size()];
    double[] probabilities = new double[ofJet.length];
    jet.clear();
    for (int i = 0; i < 4 * OFFSETS[1]; i += 4) {
      jet.add(FOUR_MOMENTA[i], FOUR_MOMENTA[i + 1], FOUR_MOMENTA[i + 2], FOUR_MOMENTA[i + 3]);
    }
    tagger.score(jet, ofJet);
    Softmax.probabilities(ofJet, 0, probabilities);
    System.out.println("jet 0: " + Arrays.toString(probabilities));
  }

  private static final int[] OFFSETS = {0, 7, 32};

  /**
   * E, px, py, pz in GeV of all constituents, jet after jet: jets 1754 (QCD) and 316 (top) of
   * samples/top-test.parquet, in that file's single precision.
   */
  private static final double[] FOUR_MOMENTA = {
    // Jet 0.
    322.42395f, -279.86465f, -159.75761f, -10.510682f,
    184.05952f, -167.80885f, -75.28647f, -7.0742583f,
    48.036022f, -43.737793f, -19.769892f, -1.9016699f,
    9.844515f, -9.036982f, -3.8175907f, -0.8206351f,
    4.9586473f, -4.465641f, -1.9864148f, 0.83689225f,
    0.97465897f, -0.85030603f, -0.41345298f, 0.23663549f,
    0.63218886f, -0.41173837f, -0.33486596f, 0.3435099f,
    // Jet 1.
    160.0426f, 142.17245f, 73.41217f, 3.3589678f,
    139.65692f, 122.01694f, 67.933266f, 0.9966082f,
    81.581184f, 66.28287f, 47.499245f, 2.4275963f,
    53.8036f, 47.369427f, 25.498575f, 0.88740736f,
    44.923508f, 34.722576f, 14.572704f, -24.496946f,
    36.149033f, 26.282295f, 19.952087f, 14.761699f,
    16.948235f, 13.166557f, 9.13445f, 5.5178137f,
    8.8002405f, 7.7192254f, 4.2258477f, -0.0018254519f,
    9.276334f, 7.0082903f, 5.096106f, 3.3111835f,
    9.415444f, 6.883659f, 5.219142f, 3.7451823f,
    9.614638f, 6.9503484f, 2.7738237f, -6.036541f,
    5.975544f, 5.55751f, 2.1776102f, 0.2814698f,
    5.6832395f, 4.9769306f, 2.7042234f, -0.46534717f,
    5.5735197f, 4.4098654f, 3.2838597f, 0.9129476f,
    6.247585f, 4.513381f, 2.4748363f, -3.5407472f,
    6.0442777f, 3.5667093f, 2.8921034f, -3.9303458f,
    4.4792867f, 3.7181842f, 2.468343f, 0.38262182f,
    4.784804f, 3.7037964f, 2.4410198f, 1.7937851f,
    4.058872f, 3.6315064f, 1.747718f, 0.48175466f,
    3.3227787f, 2.4810953f, 1.7921705f, 1.2935026f,
    2.8012464f, 1.9598377f, 1.1141429f, -1.6627395f,
    2.6648016f, 1.8187662f, 1.0059295f, -1.6677419f,
    1.748017f, 1.3586737f, 1.0983447f, -0.05663902f,
    0.84718966f, 0.57551044f, 0.5709411f, 0.24605753f,
    0.60747856f, 0.5023606f, 0.34155664f, -0.0017614556f,
  };

  private ScoreJets() {}
}

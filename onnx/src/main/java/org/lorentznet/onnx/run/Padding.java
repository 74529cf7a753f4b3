package org.lorentznet.onnx.run;

/** Where constituents lie among the particles of a padded jet, and what lies between them. */
public interface Padding {
  /** Constituents first, zeros behind. */
  Padding PLAIN =
      new Padding() {
        @Override
        public int particles(int multiplicity) {
          return multiplicity;
        }

        @Override
        public int place(int jet, int constituent, int multiplicity, int particles) {
          return constituent;
        }

        @Override
        public double value(int place) {
          return 0;
        }
      };

  /** Number of places for a batch whose largest jet has {@code multiplicity} constituents. */
  int particles(int multiplicity);

  /** The place of a constituent; rises with its number. */
  int place(int jet, int constituent, int multiplicity, int particles);

  /** What a place without a constituent holds, of each number but the mask. */
  double value(int place);
}

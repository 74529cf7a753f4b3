// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import org.lorentznet.data.JetFiles;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** Reads all jets of a file some times, and prints the jets and the seconds of each. */
class ReadJets {
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      long start = System.nanoTime();
      long jets = 0;
      try (JetStream stream = JetFiles.open(file).open()) {
        for (Jets block = stream.next(); block != null; block = stream.next()) {
          jets += block.size();
        }
      }
      System.out.println(jets + " " + (System.nanoTime() - start) * 1e-9);
    }
  }
}

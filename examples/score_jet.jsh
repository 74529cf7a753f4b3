// Scores a jet in jshell, on Java 17 or newer. From the root of the repository:
//
//   jshell -R--add-modules=jdk.incubator.vector -R-Dmodel=quickstart/best.safetensors \
//       --class-path $(ls app/target/lib/lorentznet-core-*.jar) examples/score_jet.jsh

import org.lorentznet.jet.Jet
import org.lorentznet.network.Softmax
import org.lorentznet.tagger.JetTagger

var tagger = JetTagger.read(java.nio.file.Path.of(System.getProperty("model")))
var jet = new Jet().add(100, 80, 60, 0).add(50, 30, 40, 0)
var logits = new float[tagger.classes().size()]
tagger.score(jet, logits)
var probabilities = new double[logits.length]
Softmax.probabilities(logits, 0, probabilities)
System.out.println(tagger.classes() + " " + Arrays.toString(probabilities))
/exit

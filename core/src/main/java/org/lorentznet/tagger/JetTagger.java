package org.lorentznet.tagger;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.jet.Jet;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.ModelFile;
import org.lorentznet.network.FiniteLogits;

/**
 * A trained tagger ready for work. Make it once and keep it: it is safe for use by many threads at
 * once. A jet's logits depend on that jet alone; of a model file they have the same bits in any
 * batch, on any thread and on any machine.
 *
 * <p>Logits become probabilities by {@link org.lorentznet.network.Softmax}.
 */
public interface JetTagger extends AutoCloseable {
  /**
   * Reads a model file.
   *
   * @param file a safetensors file as {@code ModelFile} writes it
   * @return its tagger
   * @throws org.lorentznet.errors.FileFormatException where it is missing, damaged, no model, or of
   *     another version
   * @throws org.lorentznet.errors.MismatchException naming the key or tensor that is missing,
   *     unknown or wrong
   */
  static JetTagger read(Path file) {
    return new NetworkTagger(ModelFile.read(file));
  }

  /**
   * Reads a model from a stream to its end, and leaves it open.
   *
   * @param in the bytes of a model file
   * @param name what to call it in messages
   * @return its tagger
   * @throws org.lorentznet.errors.FileFormatException where it is damaged, no model, or of another
   *     version
   * @throws org.lorentznet.errors.MismatchException naming the key or tensor that is missing,
   *     unknown or wrong
   */
  static JetTagger read(InputStream in, String name) {
    return new NetworkTagger(ModelFile.read(in, name));
  }

  /** {@return what it was trained for, its classes, where it came from} */
  ModelDescription description();

  /**
   * {@return the names of the classes in label order; class 1 is the signal where there are two}
   */
  default List<String> classes() {
    return description().classes();
  }

  /** {@return the number of trained values, as papers count it, where it is known} */
  default OptionalLong parameters() {
    return OptionalLong.empty();
  }

  /**
   * {@return the names of the constituent columns that it needs beside four-momenta; empty for
   * most}
   */
  Set<String> columns();

  /**
   * Scores one jet in the calling thread. Of a model file this allocates nothing once the largest
   * jet has been seen.
   *
   * @param jet at least one constituent
   * @param logits written: one for each class, in label order
   * @throws BadJetException where the jet is empty, holds a component that is not finite or a
   *     negative energy, or momenta beyond what the network can compute with
   * @throws org.lorentznet.errors.MismatchException where it lacks a column
   */
  void score(Jet jet, float[] logits);

  /**
   * Scores jets in the calling thread.
   *
   * @param jets any number, each with at least one constituent
   * @return jets x classes, row-major
   * @throws BadJetException naming the first jet that cannot be used, as for a single one
   * @throws org.lorentznet.errors.MismatchException where they lack a column
   */
  default float[] score(Jets jets) {
    jets.requireUsable("the given jets");
    int classes = classes().size();
    float[] logits = new float[jets.size() * classes];
    score(jets, 0, jets.size(), Workers.CALLER, logits);
    FiniteLogits.require("the given jets", jets, logits);
    return logits;
  }

  /**
   * Scores the jets {@code from} to {@code to - 1} of a block, which are {@linkplain
   * Jets#requireUsable usable}. Of a model file this allocates, with {@link Workers#CALLER},
   * nothing once the largest jet has been seen.
   *
   * @param jets the block
   * @param from first jet
   * @param to the jet behind the last
   * @param workers the threads that share the work
   * @param logits written: (to - from) x classes, row-major; not finite where momenta are beyond
   *     what the network can compute with
   * @throws org.lorentznet.errors.MismatchException where they lack a column
   */
  void score(Jets jets, int from, int to, Workers workers, float[] logits);

  /** Lets go of what it holds outside Java's heap; a model file's tagger holds nothing there. */
  @Override
  default void close() {}
}

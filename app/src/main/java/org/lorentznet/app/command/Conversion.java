package org.lorentznet.app.command;

import java.util.Optional;
import java.util.function.Consumer;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.dataset.ReadAhead;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetDigest;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * Jets written anew, and read back before the file takes its name.
 *
 * @param jets number of jets
 * @param constituents number of constituents of all jets
 * @param digest of the values that the new file holds
 * @param checked whether the new file was read back; otherwise nothing here reads its layout
 */
record Conversion(long jets, long constituents, String digest, boolean checked) {
  /**
   * Converts all jets of a source.
   *
   * @param writer committed in the end
   * @throws MismatchException where the file does not give back what was written to it; it is then
   *     not committed
   */
  static Conversion run(JetSource source, JetWriter writer, Console console) {
    JetDigest digest = JetDigest.ofAll(source.schema());
    long[] constituents = {0};
    long jets =
        forEachBlock(
            console.progress("converting", source.schema().jets().orElse(0)),
            source,
            digest,
            block -> {
              writer.write(block);
              constituents[0] += block.constituents();
            });
    Optional<JetSource> written = writer.complete();
    JetSchema kept = written.map(JetSource::schema).orElse(source.schema());
    String expected = digest.finishFor(kept);
    written.ifPresent(again -> {
      JetDigest found = JetDigest.ofAll(kept);
      forEachBlock(console.progress("checking", jets), again, found, block -> {});
      requireSame(kept.source(), found.finish(), expected);
    });
    writer.commit();
    return new Conversion(jets, constituents[0], expected, written.isPresent());
  }

  private static void requireSame(String file, String found, String expected) {
    if (!found.equals(expected)) {
      throw new MismatchException(
          file
              + ": what was written is not what was read: its digest is "
              + found
              + ", expected "
              + expected
              + "; the disk or the memory may be failing");
    }
  }

  /** Reads all jets, and takes their digest, on a thread of its own; gives their number. */
  private static long forEachBlock(
      JetProgress progress, JetSource source, JetDigest digest, Consumer<Jets> work) {
    long jets = 0;
    try (progress;
        JetStream stream = source.open();
        ReadAhead<Jets> blocks =
            new ReadAhead<>(() -> {
              Jets block = stream.next();
              if (block != null) {
                digest.add(block);
              }
              return block;
            })) {
      for (Jets block = blocks.next(); block != null; block = blocks.next()) {
        work.accept(block);
        jets += block.size();
        progress.to(jets);
      }
    }
    return jets;
  }
}

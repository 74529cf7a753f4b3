package org.lorentznet.app.command;

import java.util.HashSet;
import java.util.Set;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.assembly.SkippedJets;

/** Tells which jets were left out because they are bad: once for each file, however often read. */
final class SkippedJetLines {
  /** What is told without being asked: the rest is of the same kind, mostly. */
  private static final int SHOWN = 10;

  private final Console console;
  private final Set<String> told = new HashSet<>();

  SkippedJetLines(Console console) {
    this.console = console;
  }

  synchronized void tell(SkippedJets skipped) {
    if (!told.add(skipped.source())) {
      return;
    }
    console
        .err()
        .println(
            skipped.source()
                + ": "
                + skipped.count()
                + " of "
                + skipped.read()
                + " jets are bad and skipped:");
    skipped.reasons().stream().limit(SHOWN).forEach(reason -> console.err().println("  " + reason));
    if (skipped.count() > SHOWN) {
      console.err().println("  and " + (skipped.count() - SHOWN) + " more");
    }
  }
}

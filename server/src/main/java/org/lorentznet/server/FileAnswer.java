package org.lorentznet.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.score.ScoreBlock;
import org.lorentznet.data.score.ScoreWriter;
import org.lorentznet.jet.Jets;
import org.lorentznet.server.body.Spool;

/** A score file, byte for byte what {@code score} writes. */
final class FileAnswer implements Answer {
  private final Spool.SpoolFile file;
  private final ScoreWriter writer;

  FileAnswer(Spool spool, AnswerKind kind, int classes) {
    file = spool.file(kind.extension());
    writer = ScoreWriter.create(file.path(), classes, List.of());
  }

  @Override
  public void add(Jets block, float[] logits, float[] probabilities) {
    writer.write(new ScoreBlock(block.index(0), block.labels(), logits, probabilities, Map.of()));
  }

  @Override
  public byte[] bytes() {
    writer.commit();
    try {
      return Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } finally {
      file.close();
    }
  }
}

package org.lorentznet.server.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.Layout;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/** Jets of a body that is a file of the field, block by block. */
public final class FileJets implements AutoCloseable {
  /** What the file is called in messages. */
  public static final String NAME = "the body";

  private final Spool.SpoolFile file;
  private final BodyLimits limits;
  private JetStream stream;
  private long read;

  private FileJets(Spool.SpoolFile file, BodyLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * Takes in a body and looks what is in it.
   *
   * @param layouts that it may be of
   * @param columns of constituents that have to be there
   * @throws UserException where it is of another layout, damaged, above a limit, or does not fit
   */
  public static FileJets receive(
      InputStream body, Spool spool, BodyLimits limits, FileLayouts layouts, Set<String> columns)
      throws IOException {
    FileJets jets = new FileJets(spool.file(""), limits);
    boolean good = false;
    try {
      jets.file.fill(body);
      jets.open(layouts, columns);
      good = true;
      return jets;
    } finally {
      if (!good) {
        jets.close();
      }
    }
  }

  private void open(FileLayouts layouts, Set<String> columns) {
    naming(() -> {
      layouts.require(ReadableFile.of(file.path()));
      Layout layout = JetFiles.layout(file.path());
      layouts.require(layout);
      JetSource source = JetFiles.open(file.path(), Optional.of(layout));
      JetSchema schema = source.schema();
      limits.requireJets(schema.jets().orElse(0));
      ParticleEncoding.requireColumns(columns, schema);
      stream = source.open();
      return null;
    });
  }

  /**
   * The next block; null behind the last.
   *
   * @throws UserException where the file is damaged, or a jet cannot be used
   */
  public Jets next() {
    return naming(() -> {
      Jets block = stream.next();
      if (block != null) {
        read += block.size();
        limits.requireJets(read);
        for (int j = 0; j < block.size(); j++) {
          limits.requireConstituents(block.index(j), block.multiplicity(j));
        }
      }
      return block;
    });
  }

  /** A piece of reading. */
  private interface Reading<T> {
    T run();
  }

  /** Has messages name the body, for nobody knows the file that it lies in. */
  private <T> T naming(Reading<T> reading) {
    try {
      return reading.run();
    } catch (BadJetException e) {
      throw new BadJetException(NAME, e.jet(), e.reason().replace(file.path().toString(), NAME));
    } catch (BodyTooLargeException e) {
      throw e;
    } catch (UserException e) {
      throw new UserException(e.getMessage().replace(file.path().toString(), NAME), e);
    }
  }

  @Override
  public void close() {
    try {
      if (stream != null) {
        stream.close();
      }
    } finally {
      file.close();
    }
  }
}

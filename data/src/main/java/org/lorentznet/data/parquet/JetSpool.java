package org.lorentznet.data.parquet;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.lorentznet.data.jets.JetColumns;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * Jets on their way to a layout that pads them, and so needs their number and the largest
 * multiplicity before the first jet: kept meanwhile in a columnar file beside the target.
 */
public final class JetSpool implements AutoCloseable {
  private final FileReplacement file;
  private final JetsFileWriter writer;
  private final JetSchema schema;
  private JetColumns columns;
  private long jets;
  private int particles = 1;
  private JetSource written;

  /**
   * @param target the file to be made of the jets in the end
   */
  public JetSpool(Path target, JetSchema schema) {
    file = FileReplacement.scratch(target);
    writer = new JetsFileWriter(file, schema);
    this.schema = schema;
    columns = JetColumns.of(schema);
  }

  /** Appends jets. */
  public void write(Jets block) {
    writer.write(block);
    columns = JetColumns.of(block);
    jets += block.size();
    for (int j = 0; j < block.size(); j++) {
      particles = Math.max(particles, block.multiplicity(j));
    }
  }

  /** Ends writing; from now on the jets can be read. */
  public void complete() {
    written = writer.complete().orElseThrow();
  }

  /** The jets, from the first. */
  public JetStream open() {
    return written.open();
  }

  /** Number of jets. */
  public long jets() {
    return jets;
  }

  /** The largest multiplicity, at least 1. */
  public int particles() {
    return particles;
  }

  /** The columns that the jets have. */
  public JetColumns columns() {
    return columns;
  }

  /** What was said of the jets, with their number. */
  public JetSchema schema() {
    return new JetSchema(
        schema.source(),
        schema.layout(),
        OptionalLong.of(jets),
        schema.classes(),
        schema.constituentFeatures(),
        schema.jetFeatures(),
        schema.precision());
  }

  /** Removes the jets. */
  @Override
  public void close() {
    writer.close();
  }
}

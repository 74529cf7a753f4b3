package org.lorentznet.server;

import java.io.ByteArrayOutputStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.server.models.ServedModel;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Scores as JSON; each number has the digits that give back its bits. */
final class JsonAnswer implements Answer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  private final int classes;
  private final int echo;

  /**
   * @param echo of so many jets the four-momenta come back with the scores
   */
  JsonAnswer(ServedModel model, int echo) {
    this.classes = model.model().classes().size();
    this.echo = echo;
    json.writeStartObject();
    json.writeObjectPropertyStart("model");
    json.writeStringProperty("name", model.key().name());
    json.writeStringProperty("version", model.key().version());
    json.writeStringProperty("digest", model.digest());
    json.writeEndObject();
    json.writeArrayPropertyStart("classes");
    model.model().classes().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("scores");
  }

  @Override
  public void add(Jets block, float[] logits, float[] probabilities) {
    for (int j = 0; j < block.size(); j++) {
      json.writeStartObject();
      json.writeNumberProperty("index", block.index(j));
      if (block.labels().isPresent()) {
        json.writeNumberProperty("label", block.labels().get()[j]);
      }
      writeNumbers("logits", logits, j * classes);
      writeNumbers("probabilities", probabilities, j * classes);
      if (block.index(j) < echo) {
        writeFourMomenta(block, j);
      }
      json.writeEndObject();
    }
  }

  private void writeNumbers(String name, float[] values, int at) {
    json.writeArrayPropertyStart(name);
    for (int k = 0; k < classes; k++) {
      json.writeNumber(values[at + k]);
    }
    json.writeEndArray();
  }

  private void writeFourMomenta(Jets block, int jet) {
    json.writeArrayPropertyStart("four_momenta");
    for (int row = block.offset(jet); row < block.offset(jet + 1); row++) {
      json.writeArray(block.fourMomenta(), 4 * row, 4);
    }
    json.writeEndArray();
  }

  @Override
  public byte[] bytes() {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    json.close();
  }
}

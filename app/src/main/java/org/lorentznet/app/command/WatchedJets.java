package org.lorentznet.app.command;

import org.lorentznet.app.console.JetProgress;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** A source whose reading a person watches. */
record WatchedJets(JetSource source, JetProgress progress) implements JetSource {
  @Override
  public JetSchema schema() {
    return source.schema();
  }

  @Override
  public JetStream open() {
    JetStream stream = source.open();
    return new JetStream() {
      @Override
      public Jets next() {
        Jets block = stream.next();
        if (block != null) {
          progress.add(block.size());
        }
        return block;
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}

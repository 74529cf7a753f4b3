package org.lorentznet.data;

import java.util.Optional;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** A source of which something has to be left after all selections. */
record SomeJets(JetSource source) implements JetSource {
  @Override
  public JetSchema schema() {
    return source.schema();
  }

  @Override
  public Optional<JetAccess> access() {
    return source.access();
  }

  @Override
  public JetStream open() {
    JetStream stream = source.open();
    return new JetStream() {
      private boolean empty = true;

      @Override
      public Jets next() {
        Jets block = stream.next();
        if (block == null && empty) {
          throw new MismatchException(
              source.schema().source()
                  + ": no jet is left of what "
                  + source.schema().layout()
                  + " selects");
        }
        empty = false;
        return block;
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}

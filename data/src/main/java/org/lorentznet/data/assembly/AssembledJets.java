package org.lorentznet.data.assembly;

import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** The jets of a file from first to last. */
record AssembledJets(JetAssembly assembly, ColumnStream stream) implements JetStream {
  @Override
  public Jets next() {
    for (RowBlock block = stream.next(); block != null; block = stream.next()) {
      Jets jets = assembly.next(block);
      if (jets.size() > 0) {
        return jets;
      }
    }
    assembly.end();
    return null;
  }

  @Override
  public void close() {
    stream.close();
  }
}

package org.lorentznet.app.command;

import org.lorentznet.model.PublishedTask;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A published task on the command line. */
final class TaskConverter implements ITypeConverter<PublishedTask> {
  @Override
  public PublishedTask convert(String key) {
    return PublishedTask.of(key)
        .orElseThrow(() -> new TypeConversionException("'" + key + "' is neither top nor qg"));
  }
}

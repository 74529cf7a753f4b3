package org.lorentznet.data.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.expression.Expression;

/** Where the class of a jet comes from. */
public sealed interface LabelRule {
  /** Names of the classes in label order. */
  List<String> classes();

  /** A whole number, 0 for the first class. */
  record Number(Expression value, List<String> classes) implements LabelRule {
    public Number {
      classes = List.copyOf(classes);
    }
  }

  /** A number for each class, of which one is 1 and all others are 0. */
  record OneHot(Map<String, Expression> values) implements LabelRule {
    public OneHot {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public List<String> classes() {
      return new ArrayList<>(values.keySet());
    }
  }

  /**
   * The name of the file.
   *
   * @param patterns of the names of the files of each class
   * @param optional whether jets of a file that matches none are not labelled; else it is an error
   */
  record ByFile(Map<String, List<String>> patterns, boolean optional) implements LabelRule {
    public ByFile {
      patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    }

    @Override
    public List<String> classes() {
      return new ArrayList<>(patterns.keySet());
    }
  }
}

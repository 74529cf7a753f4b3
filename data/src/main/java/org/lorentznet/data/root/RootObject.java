package org.lorentznet.data.root;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of a ROOT file: its members, those of the classes it is derived from among them, and
 * the elements where it is a collection. Objects may refer to each other in circles.
 */
final class RootObject {
  private final String className;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final List<RootObject> elements = new ArrayList<>();

  RootObject(String className) {
    this.className = className;
  }

  String className() {
    return className;
  }

  /** Elements of a collection; null where there is none at a place. */
  List<RootObject> elements() {
    return elements;
  }

  void put(String name, Object value) {
    if (value != null) {
      members.putIfAbsent(name, value);
    }
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  long integer(String name) {
    return member(name, Long.class);
  }

  /** A whole number that older versions of the class did not have. */
  long integerOr(String name, long otherwise) {
    return has(name) ? integer(name) : otherwise;
  }

  String text(String name) {
    return member(name, String.class);
  }

  long[] integers(String name) {
    return member(name, long[].class);
  }

  RootObject object(String name) {
    return member(name, RootObject.class);
  }

  /** An object that a pointer names; empty where it names none. */
  Optional<RootObject> pointer(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  <T> T member(String name, Class<T> type) {
    Object value = members.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "an object of class "
              + className
              + " has no member "
              + name
              + " that could be read; is the class described in the file?");
    }
    return type.cast(value);
  }
}

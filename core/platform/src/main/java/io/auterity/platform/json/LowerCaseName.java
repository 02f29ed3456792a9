package io.auterity.platform.json;

import java.util.Locale;

/** A constant whose word on the wire and in tables is its name in lower case. */
public interface LowerCaseName {

  String name();

  /** As it stands there, e.g. {@code running}. */
  default String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

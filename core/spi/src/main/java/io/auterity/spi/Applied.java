package io.auterity.spi;

import java.util.Locale;

/** The side effect status of a failed call: whether it may have had its outside effect. */
public enum Applied {
  NO,
  UNKNOWN,
  YES;

  /** The word on the wire, e.g. {@code unknown}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

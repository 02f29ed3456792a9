package io.auterity.relay.route;

import java.util.Locale;

/** The capture mode of a route: how much it keeps of its calls' prompts and answers. */
public enum Capture {
  NONE,
  /** After {@code text.pii.mask} took personal data out of it. */
  MASKED,
  FULL;

  /** As it stands in routes and answers. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

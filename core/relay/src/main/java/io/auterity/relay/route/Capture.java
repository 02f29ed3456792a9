package io.auterity.relay.route;

import io.auterity.platform.json.LowerCaseName;

/** The capture mode of a route: how much it keeps of its calls' prompts and answers. */
public enum Capture implements LowerCaseName {
  NONE,
  /** After {@code text.pii.mask} took personal data out of it. */
  MASKED,
  FULL
}

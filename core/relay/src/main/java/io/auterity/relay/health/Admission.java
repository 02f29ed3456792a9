package io.auterity.relay.health;

import org.jspecify.annotations.Nullable;

/** Whether an attempt may begin at a provider. */
public enum Admission {
  GRANTED(null),
  BREAKER_OPEN("its breaker is open"),
  NO_SLOT("all its slots are taken"),
  RESTING("it asked to be left alone for a while");

  private final @Nullable String reason;

  Admission(@Nullable String reason) {
    this.reason = reason;
  }

  /** For people; null when granted. */
  public @Nullable String reason() {
    return reason;
  }
}

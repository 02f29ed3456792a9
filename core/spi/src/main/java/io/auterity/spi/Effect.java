package io.auterity.spi;

/**
 * The side effect of an operation and of its repetition (idempotency); decides about retry and
 * failover.
 */
public enum Effect {
  /** Reads or computes only. */
  NONE,
  /** Writes, and a repetition changes nothing more. */
  IDEMPOTENT,
  /** Writes, and a repetition writes again, unless the vendor takes an idempotency key. */
  NON_IDEMPOTENT;

  /** What is known of the effect of a call that was sent and not answered. */
  public Applied unanswered() {
    return this == NONE ? Applied.NO : Applied.UNKNOWN;
  }
}

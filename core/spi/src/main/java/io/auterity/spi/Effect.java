package io.auterity.spi;

/** What repeating an operation would do in the world; decides about retry and failover. */
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

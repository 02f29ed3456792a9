package io.auterity.insight.rollout;

import org.jspecify.annotations.Nullable;

/**
 * An operator's order to a rollout.
 *
 * @param to the step to go to, the first is 0; the next when null. Of {@link Act#ADVANCE} alone
 * @param by name of who wants it
 * @param reason in their words; null when they gave none
 */
public record RolloutOrder(Act act, @Nullable Integer to, String by, @Nullable String reason) {

  /** What can be wanted. */
  public enum Act {
    /** Stay at the step, and still go back where a bound is passed. */
    PAUSE,
    /** Go on; one that was stopped begins anew with its first step. */
    RESUME,
    /** Go to a later step at once. */
    ADVANCE,
    /** All calls go back to the old offers. */
    STOP
  }
}

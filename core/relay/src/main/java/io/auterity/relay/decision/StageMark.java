package io.auterity.relay.decision;

import io.auterity.platform.json.LowerCaseName;
import org.jspecify.annotations.Nullable;

/**
 * The record of what one stage did with a call: its own cost in time, its verdict and reason.
 *
 * @param nanos its own cost in nanoseconds; {@link #AT_THE_DOOR} when it ran there
 * @param verdict a word or two, e.g. {@code allow}; empty when the words follow from the rest of
 *     the decision, of which {@link StageSentences} makes them for its reader
 * @param reason one sentence; empty when there is nothing to say
 */
public record StageMark(Stage stage, long nanos, Passed passed, String verdict, String reason) {

  public static final long AT_THE_DOOR = -1;

  private static final double NANOS_PER_MICRO = 1_000;

  /** How a call passed a stage. */
  public enum Passed implements LowerCaseName {
    /** The stage decided something. */
    DONE,
    /** There was nothing to decide, or the call had been stopped before. */
    SKIPPED,
    /** The call ended here. */
    STOPPED,
    /** The call went on at another provider. */
    FAILOVER
  }

  /** A mark whose words follow from the rest of the decision. */
  public static StageMark following(Stage stage, long nanos, Passed passed) {
    return new StageMark(stage, nanos, passed, "", "");
  }

  boolean follows() {
    return verdict.isEmpty();
  }

  /** Its own cost in microseconds; null when it ran at the door. */
  public @Nullable Double micros() {
    return nanos == AT_THE_DOOR ? null : (Double) (nanos / NANOS_PER_MICRO);
  }

  StageMark with(String newVerdict, String newReason) {
    return new StageMark(stage, nanos, passed, newVerdict, newReason);
  }
}

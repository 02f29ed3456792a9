package io.auterity.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What a run does outside, by whichever worker takes it. Values are as {@link CarrierJson} writes
 * them.
 */
@ActivityInterface(namePrefix = "run.")
public interface RunActivities {

  /** Makes what others act on public. */
  @ActivityMethod
  void publish(String run, int to, boolean changed, byte[] marks);

  /** Makes a call; its result, of a call that is given up too. */
  @ActivityMethod
  byte[] call(String run, byte[] dial);

  /**
   * Waits for a call that {@link RunLocalActivities#call} began; its result, as of {@link #call}.
   * The process that makes the call does this.
   */
  @ActivityMethod
  byte[] awaitCall(String run, long number);

  /** Starts the run of a step; what has happened in the parent, empty for nothing yet. */
  @ActivityMethod
  byte[] startChild(String run, byte[] step, String child, byte[] input);

  /** Asks for the end of the run of a step, as {@link #startChild}. */
  @ActivityMethod
  byte[] cancelChild(String run, byte[] step, String child);

  /** Stores that a step awaits an event. */
  @ActivityMethod
  void awaitEvent(String run, byte[] step, byte[] event, long beganMicros);
}

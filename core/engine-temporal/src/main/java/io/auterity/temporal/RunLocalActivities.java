package io.auterity.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What an execution does within its turn: with the rows of its run, and calls without an effect.
 * Values are as {@link CarrierJson} writes them. A refusal by the fence is a failure of the type
 * {@link #FENCED}.
 */
@ActivityInterface(namePrefix = "turn.")
public interface RunLocalActivities {

  String FENCED = "fenced";

  /** Takes the run over; empty when there is nothing to carry on. */
  @ActivityMethod
  byte[] take(String run, long fence);

  /** Records what was {@linkplain PendingEntries put} under a number. */
  @ActivityMethod
  void record(String run, long fence, int from, long entry);

  @ActivityMethod
  byte[] messages(String run, int seq);

  @ActivityMethod
  byte[] signals(String run, int seq, String name, int most);

  @ActivityMethod
  void keep(String run, long fence, byte[] messages);

  @ActivityMethod
  byte[] facts(String run, String capability, byte[] question);

  /**
   * Makes a call that was {@linkplain LocalCalls#put put} under a number, and waits for it a
   * moment; its result, or where it goes on.
   */
  @ActivityMethod
  byte[] call(String run, long number);
}

package io.auterity.temporal;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The one type of workflow: an execution carries one run on, from its rows. */
@WorkflowInterface
public interface RunWorkflow {

  String TYPE = "auterity.run";
  String RING = "ring";
  String RENEW = "renew";

  /**
   * Carries a run on until it is over.
   *
   * @param run its id, a UUID
   */
  @WorkflowMethod(name = TYPE)
  void run(String run);

  /** Something waits for the run in its inbox. */
  @SignalMethod(name = RING)
  void ring();

  /**
   * Another execution is to go on, by newer rules.
   *
   * @param queue the task queue of their workers
   */
  @SignalMethod(name = RENEW)
  void renew(String queue);
}

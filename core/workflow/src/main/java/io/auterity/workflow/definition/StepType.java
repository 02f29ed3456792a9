package io.auterity.workflow.definition;

/** What a step does. */
public enum StepType {
  CALL,
  TRANSFORM,
  BRANCH,
  EACH,
  WAIT
}

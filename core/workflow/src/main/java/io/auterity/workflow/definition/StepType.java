package io.auterity.workflow.definition;

/** The type of a step: what it does. */
public enum StepType {
  CALL,
  TRANSFORM,
  BRANCH,
  EACH,
  LOOP,
  PARALLEL,
  TRY,
  RUN,
  SCRIPT,
  STOP,
  WAIT,
  AWAIT,
  ASK
}

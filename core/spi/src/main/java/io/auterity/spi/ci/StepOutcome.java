package io.auterity.spi.ci;

/** The outcome of the steps before, after which a step runs. */
public enum StepOutcome {
  /** When all before it went well. */
  SUCCESS,
  /** When something before it failed. */
  FAILURE,
  ALWAYS
}

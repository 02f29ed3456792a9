package io.auterity.spi.ci;

/** After what a step runs. */
public enum StepOutcome {
  /** When all before it went well. */
  SUCCESS,
  /** When something before it failed. */
  FAILURE,
  ALWAYS
}

package io.auterity.spi.tracker;

/** The state of a sprint in time. */
public enum SprintState {
  PLANNED,
  ACTIVE,
  CLOSED
}

package io.auterity.spi.tracker;

/** Where a sprint stands in time. */
public enum SprintState {
  PLANNED,
  ACTIVE,
  CLOSED
}

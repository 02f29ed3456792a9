package io.auterity.spi.ci;

/** An event that triggers a build. */
public enum BuildEvent {
  PUSH,
  PULL_REQUEST,
  TAG,
  SCHEDULE,
  MANUAL
}

package io.auterity.spi.ci;

/** What starts a build. */
public enum BuildEvent {
  PUSH,
  PULL_REQUEST,
  TAG,
  SCHEDULE,
  MANUAL
}

package io.auterity.spi.git;

/** What a webhook tells of. */
public enum RepositoryEvent {
  PUSH,
  TAG,
  BRANCH,
  PULL_REQUEST,
  ISSUE,
  COMMENT,
  RELEASE,
  FORK
}

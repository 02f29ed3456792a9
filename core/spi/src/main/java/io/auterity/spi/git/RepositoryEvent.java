package io.auterity.spi.git;

/** The type of repository event of which a webhook tells. */
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

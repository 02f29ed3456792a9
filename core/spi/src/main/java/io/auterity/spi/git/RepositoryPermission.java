package io.auterity.spi.git;

/** The permission of a collaborator on a repository; each holds the ones before it. */
public enum RepositoryPermission {
  READ,
  WRITE,
  ADMIN
}

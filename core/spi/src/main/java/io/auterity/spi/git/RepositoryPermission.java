package io.auterity.spi.git;

/** What a collaborator may do; each holds the ones before it. */
public enum RepositoryPermission {
  READ,
  WRITE,
  ADMIN
}

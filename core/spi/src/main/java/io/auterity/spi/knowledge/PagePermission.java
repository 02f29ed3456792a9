package io.auterity.spi.knowledge;

/** What somebody may do with a page. */
public enum PagePermission {
  READ,
  WRITE
}

package io.auterity.spi.knowledge;

/** A permission on a page. */
public enum PagePermission {
  READ,
  WRITE
}

package io.auterity.spi;

/** How sensitive data is, from open to most protected. */
public enum DataClass {
  PUBLIC,
  INTERNAL,
  CUSTOMER,
  PERSONAL,
  SECRET
}

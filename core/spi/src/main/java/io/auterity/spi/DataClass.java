package io.auterity.spi;

/** The data classification: how sensitive data is, from open to most protected. */
public enum DataClass {
  PUBLIC,
  INTERNAL,
  CUSTOMER,
  PERSONAL,
  SECRET
}

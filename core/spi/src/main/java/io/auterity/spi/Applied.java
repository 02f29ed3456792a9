package io.auterity.spi;

/** Whether a failed call may have had its outside effect. */
public enum Applied {
  NO,
  UNKNOWN,
  YES
}

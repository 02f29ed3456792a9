package io.auterity.spi.messaging;

/** How a button looks. */
public enum ChoiceStyle {
  PRIMARY,
  DANGER
}

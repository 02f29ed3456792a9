package io.auterity.spi.messaging;

/** Who sees a channel. */
public enum ChannelType {
  PUBLIC,
  PRIVATE,
  DIRECT,
  GROUP
}

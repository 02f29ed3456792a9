package io.auterity.spi.ai;

/** Who speaks in a conversation. */
public enum Role {
  SYSTEM,
  USER,
  ASSISTANT,
  TOOL
}

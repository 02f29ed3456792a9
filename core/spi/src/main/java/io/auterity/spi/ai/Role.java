package io.auterity.spi.ai;

/** The role of a message in a conversation: who speaks. */
public enum Role {
  SYSTEM,
  USER,
  ASSISTANT,
  TOOL
}

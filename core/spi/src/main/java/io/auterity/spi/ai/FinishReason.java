package io.auterity.spi.ai;

/** Why a model stopped. */
public enum FinishReason {
  /** The answer is complete. */
  STOP,
  /** The longest allowed answer was reached. */
  LENGTH,
  /** The model asks for tools. */
  TOOL_CALLS,
  /** The vendor refused content. */
  CONTENT_REFUSED,
  /** Another reason of the vendor. */
  OTHER
}

package io.auterity.spi.ai;

/**
 * The finish reason of an answer: why a model stopped. The set grows: a switch over it has a
 * default.
 */
public enum FinishReason {
  /** The answer is complete. */
  STOP,
  /** The longest allowed answer was reached. */
  LENGTH,
  /** The model asks for tools. */
  TOOL_CALLS,
  /** The vendor refused content. */
  CONTENT_REFUSED,
  /** Another reason of the vendor; the detail is its word. */
  OTHER,
  /**
   * A text of {@link ChatRequest#stop} was met; the detail is that text, where the vendor tells.
   */
  STOP_TEXT,
  /** The vendor paused a long turn; the same conversation with this answer in it goes on. */
  PAUSED,
  /** What the model can hold is full, before the longest allowed answer was reached. */
  CONTEXT_FULL
}

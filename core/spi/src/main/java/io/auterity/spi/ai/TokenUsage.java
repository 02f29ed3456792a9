package io.auterity.spi.ai;

import io.auterity.spi.Description;

/** Tokens that a call used; {@code cachedInput} is part of {@code input}. */
public record TokenUsage(
    long input,
    long output,
    @Description("Input tokens that came from the vendor's cache") long cachedInput,
    @Description("Output tokens that the model spent on reasoning") long reasoning) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);
}

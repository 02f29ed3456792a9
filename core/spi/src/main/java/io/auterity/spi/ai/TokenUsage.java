package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that a call used, and what else the vendor bills. {@code input} holds all tokens that the
 * model read, so {@code cachedInput} and {@code cacheWrite} are parts of it, as {@code reasoning}
 * is of {@code output}. Vendors disagree: OpenAI's prompt_tokens are such a sum, Anthropic's
 * input_tokens leave both parts out. Codecs add up, {@link #quantities} takes apart.
 */
public record TokenUsage(
    long input,
    long output,
    @Description("Input tokens that came from the vendor's cache") long cachedInput,
    @Description("Output tokens that the model spent on reasoning") long reasoning,
    @Description("Input tokens that the vendor wrote to its cache") long cacheWrite,
    @Description("Of these, what it keeps for longer than usual, at a price of its own")
        long cacheWriteLong,
    @Description("What else the vendor bills, by unit, e.g. web_search_requests")
        @Nullable Map<String, Long> other) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  public TokenUsage {
    other = other == null || other.isEmpty() ? null : Map.copyOf(other);
  }

  public TokenUsage(long input, long output, long cachedInput, long reasoning) {
    this(input, output, cachedInput, reasoning, 0, 0, null);
  }

  /**
   * What is billed, by unit: each token counts in exactly one {@link TokenUnit}; what is zero is
   * left out.
   */
  public Map<String, Long> quantities() {
    Map<String, Long> quantities = new LinkedHashMap<>();
    put(quantities, TokenUnit.INPUT, input - cachedInput - cacheWrite);
    put(quantities, TokenUnit.CACHED_INPUT, cachedInput);
    put(quantities, TokenUnit.CACHE_WRITE, cacheWrite - cacheWriteLong);
    put(quantities, TokenUnit.CACHE_WRITE_LONG, cacheWriteLong);
    put(quantities, TokenUnit.OUTPUT, output - reasoning);
    put(quantities, TokenUnit.REASONING, reasoning);
    if (other != null) {
      quantities.putAll(other);
    }
    return quantities;
  }

  private static void put(Map<String, Long> quantities, TokenUnit unit, long quantity) {
    if (quantity > 0) {
      quantities.put(unit.wire(), quantity);
    }
  }
}

package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that a call used, and what else the vendor bills. {@code input} holds all tokens that the
 * model read, so {@code cachedInput} and {@code cacheWrite} are parts of it, as {@code reasoning}
 * is of {@code output}. Vendors disagree: OpenAI's prompt_tokens are such a sum, Anthropic's
 * input_tokens leave both parts out. Codecs add up, {@link #quantities} takes apart. Of the tokens
 * that {@code other} tells by their {@link TokenUnit}, as {@code audio_input_tokens}, the same
 * holds: they are parts of input and output, of what is neither cached nor reasoning.
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

  private static final Map<TokenUnit, List<TokenUnit>> PARTS =
      Map.of(
          TokenUnit.INPUT, List.of(TokenUnit.AUDIO_INPUT, TokenUnit.IMAGE_INPUT),
          TokenUnit.OUTPUT, List.of(TokenUnit.AUDIO_OUTPUT, TokenUnit.IMAGE_OUTPUT));

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
    putParts(quantities, input - cachedInput - cacheWrite, TokenUnit.INPUT);
    put(quantities, TokenUnit.CACHED_INPUT, cachedInput);
    put(quantities, TokenUnit.CACHE_WRITE, cacheWrite - cacheWriteLong);
    put(quantities, TokenUnit.CACHE_WRITE_LONG, cacheWriteLong);
    putParts(quantities, output - reasoning, TokenUnit.OUTPUT);
    put(quantities, TokenUnit.REASONING, reasoning);
    told()
        .forEach(
            (unit, quantity) -> {
              if (TokenUnit.of(unit).isEmpty()) {
                quantities.put(unit, quantity);
              }
            });
    return quantities;
  }

  /** The same with so much more of a unit that is told apart. */
  public TokenUsage and(String unit, long quantity) {
    if (quantity <= 0) {
      return this;
    }
    Map<String, Long> more = new LinkedHashMap<>(told());
    more.merge(unit, quantity, Long::sum);
    return new TokenUsage(input, output, cachedInput, reasoning, cacheWrite, cacheWriteLong, more);
  }

  /** Both together. */
  public TokenUsage plus(TokenUsage more) {
    Map<String, Long> units = new LinkedHashMap<>(told());
    more.told().forEach((unit, quantity) -> units.merge(unit, quantity, Long::sum));
    return new TokenUsage(
        input + more.input,
        output + more.output,
        cachedInput + more.cachedInput,
        reasoning + more.reasoning,
        cacheWrite + more.cacheWrite,
        cacheWriteLong + more.cacheWriteLong,
        units);
  }

  private Map<String, Long> told() {
    return other == null ? Map.of() : other;
  }

  // No part is larger than the whole, whatever a vendor says.
  private void putParts(Map<String, Long> quantities, long whole, TokenUnit rest) {
    long left = whole;
    for (TokenUnit unit : PARTS.getOrDefault(rest, List.of())) {
      long part = Math.clamp(told().getOrDefault(unit.wire(), 0L), 0, Math.max(0, left));
      put(quantities, unit, part);
      left -= part;
    }
    put(quantities, rest, left);
  }

  private static void put(Map<String, Long> quantities, TokenUnit unit, long quantity) {
    if (quantity > 0) {
      quantities.put(unit.wire(), quantity);
    }
  }

  /** One of plain tokens. */
  public static Builder builder(long input, long output) {
    return new Builder(input, output);
  }

  /** A count piece by piece. */
  public static final class Builder {
    private final long input;
    private final long output;
    private long cachedInput;
    private long reasoning;
    private long cacheWrite;
    private long cacheWriteLong;
    private @Nullable Map<String, Long> other;

    private Builder(long input, long output) {
      this.input = input;
      this.output = output;
    }

    public Builder cachedInput(long value) {
      cachedInput = value;
      return this;
    }

    public Builder reasoning(long value) {
      reasoning = value;
      return this;
    }

    public Builder cacheWrite(long value) {
      cacheWrite = value;
      return this;
    }

    public Builder cacheWriteLong(long value) {
      cacheWriteLong = value;
      return this;
    }

    public Builder other(@Nullable Map<String, Long> value) {
      other = value;
      return this;
    }

    public TokenUsage build() {
      return new TokenUsage(
          input, output, cachedInput, reasoning, cacheWrite, cacheWriteLong, other);
    }
  }
}

package io.auterity.relay.call;

import io.auterity.provider.Attempt;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.spi.ai.TokenUsage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The usage of one attempt, as quantities by unit.
 *
 * @param quantities by unit; empty when it used nothing
 * @param estimated whether a part of that was counted here, since the vendor did not tell it
 */
public record AttemptUsage(Map<String, Long> quantities, boolean estimated) {

  private static final Set<TokenUnit> TOLD_APART =
      EnumSet.of(
          TokenUnit.INPUT,
          TokenUnit.CACHED_INPUT,
          TokenUnit.CACHE_WRITE,
          TokenUnit.CACHE_WRITE_LONG,
          TokenUnit.OUTPUT,
          TokenUnit.REASONING);

  /** Of an attempt that was not sent, or that the vendor refused. */
  public static final AttemptUsage NONE = new AttemptUsage(Map.of(), false);

  public AttemptUsage {
    quantities = Map.copyOf(quantities);
  }

  /**
   * What was told of an attempt, and what is missing in that as it was counted here: the input
   * where none was told, the output that came beyond what was told until then, and of other units
   * what the input tells where the vendor told none; what no vendor has told to its end is an
   * estimate.
   *
   * @param units what is probably used of what is no token
   */
  public static AttemptUsage completed(
      Map<String, Long> told, long input, long output, Map<String, Long> units) {
    Map<String, Long> used = new HashMap<>(units);
    used.putAll(told);
    if (TokenUnit.ofInput().stream().noneMatch(unit -> used.containsKey(unit.wire()))
        && input > 0) {
      used.put(TokenUnit.INPUT.wire(), input);
    }
    long missing = output - TokenUnit.ofOutput().stream().mapToLong(unit -> of(told, unit)).sum();
    if (missing > 0) {
      used.merge(TokenUnit.OUTPUT.wire(), missing, Long::sum);
    }
    return new AttemptUsage(used, true);
  }

  /** The same as a vendor would tell it. */
  public TokenUsage tokenUsage() {
    long longer = of(quantities, TokenUnit.CACHE_WRITE_LONG);
    Map<String, Long> other = new HashMap<>(quantities);
    other.remove(Attempt.CALLS);
    TOLD_APART.forEach(unit -> other.remove(unit.wire()));
    return new TokenUsage(
        sum(TokenUnit.ofInput()),
        sum(TokenUnit.ofOutput()),
        of(quantities, TokenUnit.CACHED_INPUT),
        of(quantities, TokenUnit.REASONING),
        of(quantities, TokenUnit.CACHE_WRITE) + longer,
        longer,
        other);
  }

  private long sum(List<TokenUnit> units) {
    return units.stream().mapToLong(unit -> of(quantities, unit)).sum();
  }

  /** Its tokens of all kinds. */
  public long tokens() {
    long sum = 0;
    for (TokenUnit unit : TokenUnit.values()) {
      sum += of(quantities, unit);
    }
    return sum;
  }

  private static long of(Map<String, Long> told, TokenUnit unit) {
    return told.getOrDefault(unit.wire(), 0L);
  }
}

package io.auterity.platform.provider;

import io.auterity.spi.ai.TokenUnit;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an offer costs: prices by unit, and other ones for calls with a long input.
 *
 * @param usual by unit; a unit without a price costs what stands in for it, else nothing
 * @param tiers from the shortest to the longest
 */
public record Tariff(Map<String, Price> usual, List<Tier> tiers) {

  /** Of what has no price. */
  public static final Tariff NONE = new Tariff(Map.of(), List.of());

  public Tariff {
    usual = Map.copyOf(usual);
    tiers = List.copyOf(tiers);
  }

  /**
   * Prices for the whole of a call whose input is long.
   *
   * @param above how many tokens of input it must have more than
   * @param prices by unit; the usual ones where none is given
   */
  public record Tier(long above, Map<String, Price> prices) {
    public Tier {
      prices = Map.copyOf(prices);
    }
  }

  /** Without tiers. */
  public static Tariff of(Map<String, Price> usual) {
    return usual.isEmpty() ? NONE : new Tariff(usual, List.of());
  }

  /** Whether it has no price at all, for whatever length of input. */
  public boolean isEmpty() {
    return usual.isEmpty() && tiers.stream().allMatch(tier -> tier.prices().isEmpty());
  }

  /** The prices of a call that used this. */
  public Map<String, Price> at(Map<String, Long> used) {
    if (tiers.isEmpty()) {
      return usual;
    }
    long input = 0;
    for (TokenUnit unit : TokenUnit.ofInput()) {
      input += used.getOrDefault(unit.wire(), 0L);
    }
    Map<String, Price> prices = usual;
    for (Tier tier : tiers) {
      if (input > tier.above()) {
        prices = over(prices, tier);
      }
    }
    return prices;
  }

  private static Map<String, Price> over(Map<String, Price> below, Tier tier) {
    Map<String, Price> all = new HashMap<>(below);
    all.putAll(tier.prices());
    return all;
  }

  /** For each unit the most that it costs in any tier. */
  public Map<String, Price> dearest() {
    if (tiers.isEmpty()) {
      return usual;
    }
    Map<String, Price> dearest = new HashMap<>(usual);
    for (Tier tier : tiers) {
      tier.prices().forEach((unit, price) -> dearest.merge(unit, price, Tariff::dearer));
    }
    return dearest;
  }

  /** Of two prices the one at which a unit costs more. */
  public static Price dearer(Price one, Price other) {
    BigInteger left = times(one.nanos(), other.per());
    return left.compareTo(times(other.nanos(), one.per())) >= 0
        ? Objects.requireNonNull(one)
        : other;
  }

  private static BigInteger times(long left, long right) {
    return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
  }
}

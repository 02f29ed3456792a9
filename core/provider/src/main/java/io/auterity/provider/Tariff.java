package io.auterity.provider;

import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The price list of an offer: prices by unit, and other ones for calls with a long input.
 *
 * @param usual by unit; a unit without a price costs what stands in for it, else nothing
 * @param tiers from the shortest to the longest
 * @param services other prices by the vendor's {@linkplain Surcharge class of service}, e.g. {@code
 *     flex}; null where there are none
 */
public record Tariff(
    Map<String, Price> usual, List<Tier> tiers, @Nullable Map<String, Tariff> services) {

  /** Of what has no price. */
  public static final Tariff NONE = new Tariff(Map.of(), List.of());

  public Tariff {
    usual = Map.copyOf(usual);
    tiers = List.copyOf(tiers);
    services = services == null || services.isEmpty() ? null : Map.copyOf(services);
  }

  /** The same in every class of service. */
  public Tariff(Map<String, Price> usual, List<Tier> tiers) {
    this(usual, tiers, null);
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
    return usual.isEmpty()
        && tiers.stream().allMatch(tier -> tier.prices().isEmpty())
        && services == null;
  }

  /** What it costs in a class of service; null where that is not told. */
  public @Nullable Tariff service(String name) {
    return services == null ? null : services.get(name);
  }

  /** The prices of a call that used this, which tells the class of service it got. */
  public Map<String, Price> at(Map<String, Long> used) {
    Map<String, Price> prices = byLength(used);
    if (services == null) {
      return prices;
    }
    for (String unit : used.keySet()) {
      Tariff served = Surcharge.tierOf(unit).map(services::get).orElse(null);
      if (served != null) {
        prices = in(served.byLength(used), prices);
      }
    }
    return prices;
  }

  // Where a class of service has any price for input, or output, none of the usual ones for it
  // counts: what it has no price for costs what stands in, and not what it costs elsewhere.
  private static Map<String, Price> in(Map<String, Price> served, Map<String, Price> usual) {
    Map<String, Price> all = new HashMap<>(usual);
    for (List<TokenUnit> side : List.of(TokenUnit.ofInput(), TokenUnit.ofOutput())) {
      if (side.stream().anyMatch(unit -> served.containsKey(unit.wire()))) {
        side.forEach(unit -> all.remove(unit.wire()));
      }
    }
    all.putAll(served);
    return all;
  }

  private Map<String, Price> byLength(Map<String, Long> used) {
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

  /** For each unit the most that it costs in any tier and any class of service. */
  public Map<String, Price> dearest() {
    if (tiers.isEmpty() && services == null) {
      return usual;
    }
    Map<String, Price> dearest = new HashMap<>(usual);
    for (Tier tier : tiers) {
      tier.prices().forEach((unit, price) -> dearest.merge(unit, price, Tariff::dearer));
    }
    if (services != null) {
      for (Tariff service : services.values()) {
        service.dearest().forEach((unit, price) -> dearest.merge(unit, price, Tariff::dearer));
      }
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

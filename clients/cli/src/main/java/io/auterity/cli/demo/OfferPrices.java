package io.auterity.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The list prices of one offer, and what tokens cost at them: exactly, and rounded as the server
 * does, once for each call.
 */
final class OfferPrices {

  private static final int PLACES = 9;

  /** Whose price counts for a unit that has none of its own. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "cached_input_tokens", "input_tokens",
          "cache_write_tokens", "input_tokens",
          "cache_write_long_tokens", "cache_write_tokens",
          "reasoning_tokens", "output_tokens");

  private final Map<String, Price> usual;
  private final List<Tier> tiers = new ArrayList<>();

  private record Price(BigDecimal amount, BigDecimal per) {}

  private record Tier(long above, Map<String, Price> prices) {}

  /** Of a model, as the page of its provider tells it. */
  OfferPrices(JsonNode model) {
    usual = prices(model.path("prices"));
    for (JsonNode tier : model.path("tiers")) {
      tiers.add(new Tier(tier.path("above").asLong(), prices(tier.path("prices"))));
    }
  }

  private static Map<String, Price> prices(JsonNode list) {
    Map<String, Price> prices = new HashMap<>();
    for (JsonNode price : list) {
      prices.put(
          price.path("unit").asString(),
          new Price(
              new BigDecimal(price.path("amount").asString()),
              BigDecimal.valueOf(price.path("per").asLong())));
    }
    return prices;
  }

  /** What a call that used this would cost; empty when a token of it has no price. */
  Optional<BigDecimal> cost(Map<String, Long> used) {
    Map<String, Price> prices = at(used);
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, Long> one : used.entrySet()) {
      Price price = priceOf(one.getKey(), prices);
      if (price != null) {
        BigDecimal quantity = BigDecimal.valueOf(one.getValue());
        // Far finer than a nano-unit, so that rounding once at the end is all the rounding there
        // is.
        sum =
            sum.add(
                quantity.multiply(price.amount()).divide(price.per(), 30, RoundingMode.HALF_UP));
      } else if (one.getKey().endsWith("_tokens") && one.getValue() > 0) {
        return Optional.empty();
      }
    }
    return Optional.of(sum.setScale(PLACES, RoundingMode.HALF_UP));
  }

  private static @Nullable Price priceOf(String unit, Map<String, Price> prices) {
    String priced = unit;
    while (!prices.containsKey(priced) && INSTEAD.containsKey(priced)) {
      priced = INSTEAD.get(priced);
    }
    return prices.get(priced);
  }

  // Of a long input the whole call has other prices; the tiers stand from the shortest on.
  private Map<String, Price> at(Map<String, Long> used) {
    long input =
        used.entrySet().stream()
            .filter(one -> one.getKey().equals("input_tokens") || one.getKey().startsWith("cache"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Map<String, Price> prices = new HashMap<>(usual);
    tiers.stream()
        .filter(tier -> input > tier.above())
        .forEach(tier -> prices.putAll(tier.prices()));
    return prices;
  }
}

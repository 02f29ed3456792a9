package io.auterity.server.web.json;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list price of one metered unit.
 *
 * @param amount price of {@code per} units; decimal text, exact
 * @param currency ISO 4217
 * @param asOf day of the price list
 * @param list id and version of the price list; absent for a price that stands at a provider
 */
public record UnitPrice(
    String unit, String amount, long per, String currency, String asOf, @Nullable String list) {

  /** All of a list, by unit. */
  public static List<UnitPrice> all(Map<String, Price> prices) {
    return prices.entrySet().stream()
        .map(priced -> of(priced.getKey(), priced.getValue()))
        .sorted(Comparator.comparing(UnitPrice::unit))
        .toList();
  }

  /** The price of one unit. */
  public static UnitPrice of(String unit, Price price) {
    return new UnitPrice(
        unit,
        NanoUnits.text(price.nanos()),
        price.per(),
        price.currency(),
        price.asOf(),
        price.list());
  }
}

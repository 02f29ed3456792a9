package io.auterity.provider;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * List price of one unit.
 *
 * @param nanos price of {@code per} units, in nano-units of the currency
 * @param per e.g. 1,000,000 tokens
 * @param currency ISO 4217
 * @param asOf day of the price list, e.g. {@code 2026-11-01}
 * @param list name and version of the price list; null for one that stands at a provider
 */
public record Price(long nanos, long per, String currency, String asOf, @Nullable String list) {
  public Price {
    Objects.requireNonNull(currency);
    Objects.requireNonNull(asOf);
    if (nanos < 0 || per < 1) {
      throw new IllegalArgumentException("price %d per %d".formatted(nanos, per));
    }
  }

  /** One that stands at a provider. */
  public Price(long nanos, long per, String currency, String asOf) {
    this(nanos, per, currency, asOf, null);
  }

  /** Where it comes from, e.g. {@code list-2026-11 v3 of 2026-11-01}. */
  public String source() {
    return list == null ? asOf : list + " of " + asOf;
  }
}

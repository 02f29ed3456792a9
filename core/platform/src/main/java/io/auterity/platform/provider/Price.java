package io.auterity.platform.provider;

import java.util.Objects;

/**
 * List price of one unit.
 *
 * @param nanos price of {@code per} units, in nano-units of the currency
 * @param per e.g. 1,000,000 tokens
 * @param currency ISO 4217
 * @param asOf day of the price list, e.g. {@code 2026-11-01}
 */
public record Price(long nanos, long per, String currency, String asOf) {
  public Price {
    Objects.requireNonNull(currency);
    Objects.requireNonNull(asOf);
    if (nanos < 0 || per < 1) {
      throw new IllegalArgumentException("price %d per %d".formatted(nanos, per));
    }
  }
}

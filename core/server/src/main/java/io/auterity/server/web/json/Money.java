package io.auterity.server.web.json;

import io.auterity.ledger.NanoUnits;

/**
 * An amount of money.
 *
 * @param amount decimal text, exact
 * @param currency ISO 4217
 */
public record Money(String amount, String currency) {

  /** An amount in nano-units. */
  public static Money ofNanos(long nanos, String currency) {
    return new Money(NanoUnits.text(nanos), currency);
  }
}

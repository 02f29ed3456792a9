package io.auterity.server.web;

import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param amount decimal text, exact
 * @param currency ISO 4217
 */
public record Money(String amount, String currency) {

  private static final int NANO = 9;

  /** An amount in nano-units. */
  public static Money ofNanos(long nanos, String currency) {
    return new Money(text(nanos), currency);
  }

  /** Nano-units as decimal text, e.g. {@code 0.00012}. */
  public static String text(long nanos) {
    BigDecimal amount = BigDecimal.valueOf(nanos, NANO).stripTrailingZeros();
    return amount.signum() == 0 ? "0" : amount.toPlainString();
  }
}

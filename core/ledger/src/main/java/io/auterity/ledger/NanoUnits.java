package io.auterity.ledger;

import io.auterity.provider.Attempt;
import io.auterity.provider.Price;
import io.auterity.spi.ai.TokenUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exact arithmetic on amounts in nano-units. */
public final class NanoUnits {

  /** Most that one attempt may cost, far from where sums would overflow. */
  static final long MOST = Long.MAX_VALUE >> 4;

  private static final int PLACES = 9;

  /**
   * Nano-units of a decimal amount.
   *
   * @throws ArithmeticException when it is finer than a nano-unit or too large
   * @throws NumberFormatException when it is no number
   */
  public static long nanos(String amount) {
    return new BigDecimal(amount).movePointRight(PLACES).longValueExact();
  }

  /** Decimal text of an amount, without trailing zeros. */
  public static String text(long nanos) {
    return BigDecimal.valueOf(nanos, PLACES).stripTrailingZeros().toPlainString();
  }

  /**
   * Text of an amount under a limit: decimal for nano-units of a currency, whole for calls.
   *
   * @param unit as {@link Limit#unit} tells it
   */
  public static String text(long amount, String unit) {
    return unit.equals(Attempt.CALLS) ? Long.toString(amount) : text(amount);
  }

  /**
   * What quantities cost, rounded once, but no more than can be counted; a unit without a price
   * costs what {@link TokenUnit#instead} says, else nothing.
   */
  public static long cost(Map<String, Long> used, Map<String, Price> prices) {
    Map<String, Long> quantities = new HashMap<>();
    used.forEach((unit, quantity) -> quantities.merge(pricedAs(unit, prices), quantity, Long::sum));
    try {
      return costOfUsual(quantities, prices);
    } catch (ArithmeticException e) {
      return costOfAny(quantities, prices);
    }
  }

  // Prices of one list are for the same number of units, and their products for a call are small.
  private static long costOfUsual(Map<String, Long> quantities, Map<String, Price> prices) {
    long sum = 0;
    long per = 0;
    for (Map.Entry<String, Price> priced : prices.entrySet()) {
      long quantity = quantities.getOrDefault(priced.getKey(), 0L);
      Price price = priced.getValue();
      if (quantity > 0) {
        if (per != 0 && per != price.per()) {
          throw new ArithmeticException("prices for different numbers of units");
        }
        per = price.per();
        sum = Math.addExact(sum, Math.multiplyExact(quantity, price.nanos()));
      }
    }
    return per == 0 ? 0 : Math.min(Math.addExact(sum, per >> 1) / per, MOST);
  }

  static long costOfAny(Map<String, Long> quantities, Map<String, Price> prices) {
    BigInteger dividend = BigInteger.ZERO;
    BigInteger divisor = BigInteger.ONE;
    for (Map.Entry<String, Price> priced : prices.entrySet()) {
      long quantity = quantities.getOrDefault(priced.getKey(), 0L);
      if (quantity > 0) {
        BigInteger per = BigInteger.valueOf(priced.getValue().per());
        BigInteger whole =
            BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(priced.getValue().nanos()));
        dividend = dividend.multiply(per).add(whole.multiply(divisor));
        divisor = divisor.multiply(per);
      }
    }
    return dividend
        .add(divisor.shiftRight(1))
        .divide(divisor)
        .min(BigInteger.valueOf(MOST))
        .longValueExact();
  }

  /** The price that counts for a unit: its own, else that of what stands in; null without any. */
  public static @Nullable Price priceOf(String unit, Map<String, Price> prices) {
    return prices.get(pricedAs(unit, prices));
  }

  private static String pricedAs(String unit, Map<String, Price> prices) {
    Optional<TokenUnit> priced = prices.containsKey(unit) ? Optional.empty() : TokenUnit.of(unit);
    while (priced.isPresent() && !prices.containsKey(priced.get().wire())) {
      priced = priced.get().instead();
    }
    return priced.map(TokenUnit::wire).orElse(unit);
  }

  /**
   * What quantities cost at most, each unit rounded up.
   *
   * @throws ArithmeticException when that is more than can be counted
   */
  public static long ceiling(Map<String, Long> quantities, Map<String, Price> prices) {
    try {
      return ceilingOfUsual(quantities, prices);
    } catch (ArithmeticException e) {
      return ceilingOfAny(quantities, prices);
    }
  }

  private static long ceilingOfUsual(Map<String, Long> quantities, Map<String, Price> prices) {
    long sum = 0;
    for (Map.Entry<String, Price> priced : prices.entrySet()) {
      Price price = priced.getValue();
      long quantity = quantities.getOrDefault(priced.getKey(), 0L);
      long whole = Math.multiplyExact(quantity, price.nanos());
      sum = Math.addExact(sum, Math.ceilDiv(whole, price.per()));
    }
    if (sum > MOST) {
      throw new ArithmeticException("more than can be counted");
    }
    return sum;
  }

  static long ceilingOfAny(Map<String, Long> quantities, Map<String, Price> prices) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<String, Price> priced : prices.entrySet()) {
      Price price = priced.getValue();
      BigInteger per = BigInteger.valueOf(price.per());
      sum =
          BigInteger.valueOf(quantities.getOrDefault(priced.getKey(), 0L))
              .multiply(BigInteger.valueOf(price.nanos()))
              .add(per.subtract(BigInteger.ONE))
              .divide(per)
              .add(sum);
    }
    if (sum.compareTo(BigInteger.valueOf(MOST)) > 0) {
      throw new ArithmeticException("more than can be counted: %s nano-units".formatted(sum));
    }
    return sum.longValueExact();
  }
}

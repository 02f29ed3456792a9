package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.provider.Price;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NanoUnitsTest {

  @Test
  void readsAndWritesDecimals() {
    assertThat(NanoUnits.nanos("5.00")).isEqualTo(5_000_000_000L);
    assertThat(NanoUnits.text(34_500)).isEqualTo("0.0000345");
    assertThat(NanoUnits.text(5_000_000_000L)).isEqualTo("5");
  }

  @Test
  void callsAreCountedAndMoneyIsDecimal() {
    assertThat(NanoUnits.text(1_500_000_000, "USD")).isEqualTo("1.5");
    assertThat(NanoUnits.text(1_500, "calls")).isEqualTo("1500");
  }

  @Test
  void roundsOnceOverAllUnits() {
    Map<String, Price> prices = Map.of("a", price(1, 3), "b", price(1, 3));

    assertThat(NanoUnits.cost(Map.of("a", 1L, "b", 1L), prices)).isEqualTo(1);
    assertThat(NanoUnits.ceiling(Map.of("a", 1L, "b", 1L), prices)).isEqualTo(2);
  }

  @Test
  void aUnitWithoutAPriceCostsNothing() {
    assertThat(NanoUnits.cost(Map.of("pages", 9L), Map.of("input_tokens", price(5, 1)))).isZero();
  }

  @Test
  void aPartOfTheTokensCostsItsOwnPriceOrElseThatOfTheWhole() {
    Map<String, Long> used =
        Map.of(
            "input_tokens", 10L,
            "cached_input_tokens", 100L,
            "cache_write_long_tokens", 1_000L,
            "reasoning_tokens", 10_000L);

    assertThat(NanoUnits.cost(used, Map.of("input_tokens", price(3, 1)))).isEqualTo(3_330);
    assertThat(
            NanoUnits.cost(
                used,
                Map.of(
                    "input_tokens", price(3, 1),
                    "cached_input_tokens", price(1, 1),
                    "cache_write_tokens", price(4, 1),
                    "output_tokens", price(5, 1))))
        .isEqualTo(30 + 100 + 4_000 + 50_000);
    assertThat(NanoUnits.cost(used, Map.of("cached_input_tokens", price(1, 1)))).isEqualTo(100);
  }

  @Test
  void sumsOfLongAnswersDoNotOverflow() {
    Map<String, Price> prices = Map.of("a", price(60_000_000_000L, 1_000_000));

    assertThat(NanoUnits.ceiling(Map.of("a", (long) Integer.MAX_VALUE), prices))
        .isEqualTo(128_849_018_820_000L);
  }

  @Test
  void whatIsMoreThanCanBeCountedIsNotHeldAndCostsTheMost() {
    Map<String, Price> prices = Map.of("a", price(60_000_000_000L, 1));

    assertThatThrownBy(() -> NanoUnits.ceiling(Map.of("a", (long) Integer.MAX_VALUE), prices))
        .isInstanceOf(ArithmeticException.class);
    assertThat(NanoUnits.cost(Map.of("a", Long.MAX_VALUE), prices)).isEqualTo(NanoUnits.MOST);
  }

  @Property
  void whatIsHeldIsNeverLessThanWhatItCosts(
      @ForAll @LongRange(max = 2_000_000) long quantity,
      @ForAll @LongRange(max = 100_000_000_000L) long nanos,
      @ForAll @LongRange(min = 1, max = 1_000_000) long per) {
    Map<String, Price> prices = Map.of("a", price(nanos, per), "b", price(nanos / 2, per));
    Map<String, Long> quantities = Map.of("a", quantity, "b", quantity / 3);

    assertThat(NanoUnits.ceiling(quantities, prices))
        .isGreaterThanOrEqualTo(NanoUnits.cost(quantities, prices));
  }

  @Property
  void usualAmountsCostWhatAnyAmountsCost(
      @ForAll @LongRange(min = 0) long input,
      @ForAll @LongRange(min = 0) long output,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long price,
      @ForAll @LongRange(min = 1, max = 1_000_000) long per) {
    Map<String, Long> used = Map.of("input_tokens", input, "output_tokens", output);
    Map<String, Price> prices =
        Map.of("input_tokens", price(price, per), "output_tokens", price(price / 2, per));

    assertThat(NanoUnits.cost(used, prices)).isEqualTo(NanoUnits.costOfAny(used, prices));
  }

  @Property
  void usualAmountsAreBoundedAsAnyAmountsAre(
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long quantity,
      @ForAll @LongRange(min = 0, max = 1_000_000L) long price,
      @ForAll @LongRange(min = 1, max = 1_000_000) long per) {
    Map<String, Price> prices = Map.of("a", price(price, per), "b", price(price, 7));
    Map<String, Long> most = Map.of("a", quantity, "b", quantity);

    assertThat(NanoUnits.ceiling(most, prices)).isEqualTo(NanoUnits.ceilingOfAny(most, prices));
  }

  private static Price price(long nanos, long per) {
    return new Price(nanos, per, "USD", "2026-11-01");
  }
}

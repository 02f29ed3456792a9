package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.relay.decision.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {

  private static final Price PRICE = new Price(3, 1, "EUR", "2026-11-01", "list v2");

  @Test
  void whatCostsAsSomethingElseHasAPrice() {
    Decision.Used used =
        bill(Map.of("cached_input_tokens", 10L), Map.of("input_tokens", PRICE)).used();

    assertThat(used.cost()).isEqualTo(30);
    assertThat(used.unpriced()).isEmpty();
    assertThat(used.priceLists()).containsExactly("list v2 of 2026-11-01");
    assertThat(used.currency()).isEqualTo("EUR");
  }

  @Test
  void whatCostsNothingForWantOfAPriceIsNamed() {
    Decision.Used used =
        bill(
                Map.of("input_tokens", 10L, "output_tokens", 10L, "calls", 1L),
                Map.of("input_tokens", PRICE))
            .used();

    assertThat(used.cost()).isEqualTo(30);
    assertThat(used.unpriced()).containsExactly("output_tokens");
  }

  @Test
  void whatRunsInThisProcessCostsNothingInTheCurrencyOfTheRest() {
    Bill bill = bill(Map.of("input_tokens", 10L), Map.of("input_tokens", PRICE));
    bill.add(
        new AttemptUsage(Map.of("input_tokens", 10L, "audio_seconds", 3L), false),
        Tariff.of(Price.OF_PROCESS));

    assertThat(bill.used().cost()).isEqualTo(30);
    assertThat(bill.used().currency()).isEqualTo("EUR");
    assertThat(bill.used().unpriced()).isEmpty();
  }

  @Test
  void eachAttemptTellsWhereItsOwnPricesAreFrom() {
    Bill bill = new Bill();
    Map<String, Long> used = Map.of("input_tokens", 1L, "images", 1L);
    Price other = new Price(5, 1, "EUR", "2026-12-01", "other v1");

    Bill.Line first =
        bill.add(new AttemptUsage(used, false), Tariff.of(Map.of("input_tokens", PRICE)));
    Bill.Line second =
        bill.add(new AttemptUsage(used, false), Tariff.of(Map.of("input_tokens", other)));

    assertThat(first).isEqualTo(new Bill.Line(3, List.of("list v2 of 2026-11-01")));
    assertThat(second).isEqualTo(new Bill.Line(5, List.of("other v1 of 2026-12-01")));
    assertThat(bill.used().priceLists())
        .containsExactly("list v2 of 2026-11-01", "other v1 of 2026-12-01");
  }

  private static Bill bill(Map<String, Long> quantities, Map<String, Price> prices) {
    Bill bill = new Bill();
    bill.add(new AttemptUsage(quantities, false), Tariff.of(prices));
    return bill;
  }
}

package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.provider.Price;
import io.auterity.platform.provider.Tariff;
import io.auterity.relay.decision.Decision;
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

  private static Bill bill(Map<String, Long> quantities, Map<String, Price> prices) {
    Bill bill = new Bill();
    bill.add(new AttemptUsage(quantities, false), Tariff.of(prices));
    return bill;
  }
}

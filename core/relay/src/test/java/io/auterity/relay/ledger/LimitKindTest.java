package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.route.Specs;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LimitKindTest {

  private final ManualTime time = new ManualTime();
  private final LimitKind budgets =
      LimitKind.budget(new Ledger(time, new Ids(time, new Random()), new MemorySlices()));

  @Test
  void refusesABudgetInAnotherCurrencyThanThePrices() {
    assertThat(check("{'cap': '5.00', 'currency': 'USD', 'period': 'day'}")).isEmpty();
    assertThat(check("{'cap': '5.00', 'currency': 'EUR', 'period': 'day'}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("currency");
              assertThat(problem.rule()).contains("USD", "provider 'openai'", "EUR");
            });
  }

  @Test
  void refusesACapThatIsTooMuch() {
    assertThat(check("{'cap': '99999999999', 'currency': 'USD', 'period': 'day'}"))
        .extracting(Problem::path)
        .containsExactly("cap");
  }

  private List<Problem> check(String spec) {
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    Json.Obj prices = Specs.spec("{'prices': {'input_tokens': {'currency': 'USD'}}}");
    Resource inDollars = new Resource("provider", "openai", 1, prices, Instant.EPOCH);
    return budgets.check(tenant, "daily", Specs.spec(spec), new ResourceSet(List.of(inDollars)));
  }
}

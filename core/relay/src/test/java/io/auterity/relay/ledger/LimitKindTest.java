package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceView;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.route.Specs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    return budgets.check(tenant, "daily", Specs.spec(spec), new InDollars());
  }

  private static final class InDollars implements ResourceView {
    private static final String PRICES = "{'prices': {'input_tokens': {'currency': 'USD'}}}";

    @Override
    public Optional<Resource> get(String kind, String id) {
      return list(kind).stream().findFirst();
    }

    @Override
    public List<Resource> list(String kind) {
      return kind.equals("provider")
          ? List.of(new Resource(kind, "openai", 1, Specs.spec(PRICES), Instant.EPOCH))
          : List.of();
    }
  }
}

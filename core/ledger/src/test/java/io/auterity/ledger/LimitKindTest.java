package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.SingleQuoted;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LimitKindTest {

  private final ManualTime time = new ManualTime();
  private final ResourceKind budgets =
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

  @Test
  void readsSeveralWindowsOfOneResource() {
    Ledger ledger = new Ledger(time, new Ids(time, new Random()), new MemorySlices());
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    ResourceKind kind = LimitKind.budget(ledger);
    apply(
        kind,
        tenant,
        "b",
        "{'currency': 'USD', 'zone': 'Europe/Berlin', 'limits': [{'cap': '1', 'period': 'day'},"
            + " {'cap': '9', 'period': 'quarter', 'zone': 'UTC'}]}");

    assertThat(ledger.standing(tenant))
        .extracting(Ledger.LimitState::limit)
        .containsExactly(
            Limit.budget("b", 9_000_000_000L, "USD", Limit.Period.QUARTER).in(ZoneId.of("UTC")),
            Limit.budget("b", 1_000_000_000L, "USD", Limit.Period.DAY)
                .in(ZoneId.of("Europe/Berlin"))
                .besideLonger());

    apply(kind, tenant, "b", "{'currency': 'USD', 'cap': '9', 'period': 'week'}");
    assertThat(ledger.standing(tenant))
        .extracting(state -> state.limit().row())
        .containsExactly("b");
  }

  @Test
  void refusesWhatWouldBeginACountAnew() {
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    String window = "{'cap': '%d', 'period': '%s'}";
    String month = window.formatted(80, "month");
    String several = "{'currency': 'USD', 'limits': [%s, %s]}";
    String longer = several.formatted(month, window.formatted(600, "year"));
    String shorter = several.formatted(month, window.formatted(5, "day"));
    String alone = "{'currency': 'USD', 'cap': '5', 'period': '%s'}";

    assertThat(check(longer)).as("of a budget that is new").isEmpty();
    apply(budgets, tenant, "daily", alone.formatted("month"));
    assertThat(check(longer))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("limits");
              assertThat(problem.rule()).contains("'month' as the longest");
              assertThat(problem.fix()).contains("a budget with an id of its own");
            });
    assertThat(check(shorter)).isEmpty();
    assertThat(check(alone.formatted("year"))).as("nothing that was counted stays").isEmpty();

    apply(budgets, tenant, "daily", shorter);
    assertThat(check(alone.formatted("day"))).extracting(Problem::path).containsExactly("limits");
    assertThat(check(alone.formatted("month"))).isEmpty();
    budgets.removed(tenant, "daily");
    assertThat(check(alone.formatted("day"))).isEmpty();
  }

  @Test
  void readsThresholds() {
    Ledger ledger = new Ledger(time, new Ids(time, new Random()), new MemorySlices());
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    ResourceKind kind = LimitKind.budget(ledger);
    apply(
        kind,
        tenant,
        "b",
        "{'currency': 'USD', 'cap': '1', 'period': 'day', 'thresholds':"
            + " [{'at': '80%', 'do': 'cheaper'}, {'at': '99.5%', 'do': 'block'}]}");

    assertThat(ledger.standing(tenant).getFirst().limit().thresholds())
        .containsExactly(
            new Threshold(800, Threshold.Act.CHEAPER), new Threshold(995, Threshold.Act.BLOCK));
    for (String share : List.of("0%", "101%", "80", "-1%", "0.0%", "80.55%")) {
      assertThat(
              JsonSchema.of(kind.schema())
                  .check(
                      SingleQuoted.json(
                          "{'currency': 'USD', 'thresholds': [{'at': '%s', 'do': 'block'}]}"
                              .formatted(share))))
          .as(share)
          .isNotEmpty();
    }
  }

  @Test
  void refusesAWebhookThatIsToldNothingOrIsNowhere() {
    String budget = "{'currency': 'USD', 'cap': '1', 'period': 'day', 'webhook': {'url': '%s'}%s}";
    String notify = ", 'thresholds': [{'at': '80%', 'do': 'notify'}]";

    assertThat(check(budget.formatted("https://a.example/b", notify))).isEmpty();
    assertThat(check(budget.formatted("https://a.example/b", "")))
        .extracting(Problem::path)
        .containsExactly("webhook");
    for (String url : List.of("https://a b/", "https:///x", "ftp://a.example/")) {
      assertThat(check(budget.formatted(url, notify)))
          .as(url)
          .extracting(Problem::path)
          .containsExactly("webhook.url");
    }
  }

  @Test
  void refusesWindowsThatDoNotGoTogether() {
    assertThat(check("{'currency': 'USD'}"))
        .extracting(Problem::rule)
        .containsExactly("must cap something");
    assertThat(check("{'currency': 'USD', 'zone': 'Mars', 'cap': '1', 'period': 'day'}"))
        .extracting(Problem::path)
        .containsExactly("zone");
    assertThat(
            check(
                "{'currency': 'USD', 'limits': [{'cap': '1', 'period': 'day'},"
                    + " {'cap': '99999999999', 'period': 'day', 'zone': '+02:00'}]}"))
        .extracting(Problem::path)
        .containsExactly("limits[1].period", "limits[1].zone", "limits[1].cap");
    assertThat(
            check(
                "{'currency': 'USD', 'cap': '1', 'period': 'day',"
                    + " 'limits': [{'cap': '1', 'period': 'month'}]}"))
        .extracting(Problem::path)
        .containsExactly("limits");
  }

  @Test
  void readsScopesAndRates() {
    Ledger ledger = new Ledger(time, new Ids(time, new Random()), new MemorySlices());
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    ResourceKind quotas = LimitKind.quota(ledger);
    String key = "key_" + "0".repeat(31) + "7";
    apply(quotas, tenant, "all", "{'calls': 5, 'period': 'day', 'perSecond': 2, 'parallel': 3}");
    apply(
        quotas,
        tenant,
        "mine",
        "{'tokensPerMinute': 70, 'perMinute': 9, 'scope': {'key': '%s'}}".formatted(key));
    apply(quotas, tenant, "team", "{'calls': 1, 'period': 'hour', 'scope': {'label': {'a': 'b'}}}");

    assertThat(ledger.standing(tenant))
        .extracting(state -> state.limit().id() + " of " + state.limit().scope())
        .containsExactly("all of tenant", "team of label a=b");
    assertThat(ledger.rates(tenant))
        .extracting(state -> state.limit())
        .containsExactly(
            new RateLimit("all", LimitScope.wholeTenant(), RateLimit.Span.PARALLEL, 3),
            new RateLimit("all", LimitScope.wholeTenant(), RateLimit.Span.SECOND, 2),
            new RateLimit("mine", new LimitScope.OfKey(new UUID(0, 7)), RateLimit.Span.MINUTE, 9),
            new RateLimit("mine", new LimitScope.OfKey(new UUID(0, 7)), RateLimit.Span.TOKENS, 70));

    apply(
        quotas,
        tenant,
        "several",
        "{'parallel': 1, 'scope': {'key': '%s', 'label': {'b': '2', 'a': '1'}, 'model': 'p/m'}}"
            .formatted(key));
    assertThat(ledger.rates(tenant).getLast().limit().scope())
        .hasToString("key %s, label a=1, label b=2, model p/m".formatted(key));
    quotas.removed(tenant, "several");

    apply(quotas, tenant, "all", "{'perSecond': 2}");
    quotas.removed(tenant, "mine");

    assertThat(ledger.standing(tenant)).hasSize(1);
    assertThat(ledger.rates(tenant)).hasSize(1);
  }

  private static void apply(ResourceKind kind, TenantScope tenant, String id, String spec) {
    Json.Obj read = SingleQuoted.json(spec);
    assertThat(JsonSchema.of(kind.schema()).check(read)).isEmpty();
    assertThat(kind.check(tenant, id, read, new ResourceSet(List.of()))).isEmpty();
    kind.applied(tenant, new Resource("quota", id, 1, read, Instant.EPOCH));
  }

  @Test
  void refusesAQuotaThatLimitsNothing() {
    ResourceKind quotas =
        LimitKind.quota(new Ledger(time, new Ids(time, new Random()), new MemorySlices()));
    Json.Obj spec = SingleQuoted.json("{'scope': {'label': {'a': 'b'}}}");

    assertThat(
            quotas.check(
                TenantScope.authenticated(new UUID(0, 1)), "q", spec, new ResourceSet(List.of())))
        .extracting(Problem::rule)
        .containsExactly("must limit something");
  }

  private List<Problem> check(String spec) {
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    Json.Obj prices = SingleQuoted.json("{'prices': {'input_tokens': {'currency': 'USD'}}}");
    Resource inDollars = new Resource("provider", "openai", 1, prices, Instant.EPOCH);
    Json.Obj budget = SingleQuoted.json(spec);
    List<Problem> form = JsonSchema.of(budgets.schema()).check(budget);
    return form.isEmpty()
        ? budgets.check(tenant, "daily", budget, new ResourceSet(List.of(inDollars)))
        : form;
  }
}

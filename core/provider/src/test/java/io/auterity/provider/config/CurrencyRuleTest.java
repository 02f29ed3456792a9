package io.auterity.provider.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.provider.ProviderHouse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrencyRuleTest {

  private static final Resource IN_DOLLARS = resource("provider", "openai", prices("USD", "USD"));
  private static final Resource BUDGET = resource("budget", "daily", "{currency: USD}");

  @Test
  void takesAnyCurrencyForTheFirst() {
    assertThat(check("provider", "mistral", prices("EUR", "EUR"))).isEmpty();
    assertThat(check("budget", "daily", "{currency: EUR}")).isEmpty();
  }

  @Test
  void takesTheCurrencyThatTheOthersHave() {
    assertThat(check("provider", "gemini", prices("USD", "USD"), IN_DOLLARS, BUDGET)).isEmpty();
    assertThat(check("provider", "local", "{connector: minilm}", IN_DOLLARS)).isEmpty();
  }

  @Test
  void refusesPricesInAnotherCurrencyThanABudget() {
    assertThat(check("provider", "mistral", prices("EUR", "EUR"), BUDGET))
        .extracting(Problem::path)
        .containsExactly("prices.input_tokens.currency", "prices.output_tokens.currency");
  }

  @Test
  void namesBothCurrenciesAndWhoHasTheOther() {
    assertThat(check("budget", "daily", "{currency: EUR}", IN_DOLLARS))
        .containsExactly(
            new Problem(
                "currency",
                "must be USD as in provider 'openai', not EUR: a tenant has one currency",
                "use USD, or apply all prices and budgets in EUR together"));
  }

  @Test
  void refusesPricesOfOneProviderInTwoCurrencies() {
    assertThat(check("provider", "mistral", prices("EUR", "USD")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("prices.output_tokens.currency");
              assertThat(problem.rule()).contains("EUR", "prices.input_tokens.currency", "USD");
            });
  }

  @Test
  void aResourceMayChangeItsOwnCurrency() {
    assertThat(check("provider", "openai", prices("EUR", "EUR"), IN_DOLLARS)).isEmpty();
  }

  private static List<Problem> check(String kind, String id, String spec, Resource... others) {
    return CurrencyRule.check(kind, id, ProviderHouse.json(spec), new ResourceSet(List.of(others)));
  }

  private static String prices(String input, String output) {
    return "{prices: {input_tokens: {currency: %s}, output_tokens: {currency: %s}}}"
        .formatted(input, output);
  }

  private static Resource resource(String kind, String id, String spec) {
    return new Resource(kind, id, 1, ProviderHouse.json(spec), Instant.EPOCH);
  }
}

package io.auterity.bench.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSetTest {

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  void sevenInTenAreIndexedAndThreeAreExpressions(int size) {
    List<Rule> rules = RouteSet.of(size, new Random(1)).rules();

    assertThat(rules).hasSize(size);
    assertThat(rules)
        .filteredOn(rule -> rule.when().get("expression") != null)
        .hasSize(size * 3 / 10);
    assertThat(Collections.frequency(Sort.of(size), Sort.FREE_EXPRESSION)).isEqualTo(size / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  void everyCallIsAnsweredByItsOwnRoute(int size) {
    Tenant tenant = new Tenant(size, 1);

    for (int i = 0; i < 3 * size; i++) {
      assertThat(tenant.decide()).isPositive();
    }
  }

  @Test
  void theIndexLeavesTheExpressionsWithoutAnEqualityAndNoMore() {
    Tenant tenant = new Tenant(1_000, 1);
    int decisions = 5_000;
    for (int i = 0; i < decisions; i++) {
      tenant.decide();
    }

    assertThat((double) tenant.evaluations() / decisions).isBetween(40.0, 60.0);
  }
}

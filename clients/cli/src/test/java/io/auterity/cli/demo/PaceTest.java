package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static double shortest(int items) {
    String pace = Pace.of(items);
    return (items - 1) * Double.parseDouble(pace.substring(0, pace.length() - 1));
  }

  @Test
  void spreadsTheExampleOverFifteenSecondsAtLeast() {
    assertThat(shortest(24)).isBetween(15.5, 16.5);
  }

  @Test
  void spreadsTheRealInputOverThirtySecondsAtLeast() {
    assertThat(shortest(502)).isBetween(30.5, 31.5);
  }

  @Test
  void doesNotMakeManyItemsSlow() {
    assertThat(shortest(10_000)).isLessThan(32);
  }

  @Test
  void isTheSameForTheSameInput() {
    assertThat(Pace.of(502)).isEqualTo(Pace.of(502)).matches("0\\.\\d{4}s");
    assertThat(Pace.of(1)).isEqualTo("16.0000s");
  }
}

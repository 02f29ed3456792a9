package io.auterity.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Calls take so much of a turn that all else of the run goes on soon, and all fits in one message.
 */
@Tag("carrier")
class TurnBudgetTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  private final TurnBudget budget = new TurnBudget();

  @Test
  void admitsAsManyCallsAsMayAllHaveLargeResults() {
    for (int i = 0; i < 16; i++) {
      assertThat(budget.admits(3)).isTrue();
    }
    assertThat(budget.admits(3)).isFalse();

    budget.over(10, SHORT);
    assertThat(budget.admits(3)).as("beside fifteen and a small result").isFalse();
    budget.over(10, SHORT);
    assertThat(budget.admits(3)).isTrue();
  }

  @Test
  void admitsShortCallsOneAfterAnother() {
    for (int i = 0; i < 1_999; i++) {
      assertThat(budget.admits(3)).isTrue();
      budget.over(100, SHORT);
    }
  }

  @Test
  void admitsNoneAfterLargeResultsUntilTheNextTurn() {
    for (int i = 0; i < 16; i++) {
      assertThat(budget.admits(3)).isTrue();
      budget.over(64 << 10, SHORT);
    }

    assertThat(budget.admits(3)).isFalse();
    assertThat(budget.admits(9)).isTrue();
  }

  @Test
  void admitsNoneAfterTwoSecondsUntilTheNextTurn() {
    assertThat(budget.admits(3)).isTrue();
    budget.over(10, Duration.ofSeconds(2));

    assertThat(budget.admits(3)).isFalse();
    assertThat(budget.admits(9)).isTrue();
  }
}

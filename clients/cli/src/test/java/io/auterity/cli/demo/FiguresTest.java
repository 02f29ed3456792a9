package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  private static Figures of(int items, int succeeded, int issues, int repeatedSteps) {
    int failed = items - succeeded;
    return new Figures("r", false, items, succeeded, failed, issues, 1, repeatedSteps, null, 15);
  }

  @Test
  void findsNoFlawWhenEachComplaintHasItsIssue() {
    assertThat(of(24, 24, 24, 0).flaws()).isEmpty();
  }

  @Test
  void complainsOfFailures() {
    assertThat(of(24, 20, 20, 0).flaws())
        .containsExactly("4 of 24 complaints failed or were never begun.");
  }

  @Test
  void complainsOfAnIssueThatIsMissingOrFiledTwice() {
    assertThat(of(24, 24, 23, 0).flaws())
        .containsExactly("24 complaints succeeded, but 23 issues were filed.");
    assertThat(of(24, 24, 25, 0).flaws())
        .containsExactly("24 complaints succeeded, but 25 issues were filed.");
  }

  @Test
  void letsAFailedComplaintHaveItsIssueOrNone() {
    assertThat(of(24, 20, 20, 0).flaws()).hasSize(1);
    assertThat(of(24, 20, 24, 0).flaws()).hasSize(1);
    assertThat(of(24, 20, 19, 0).flaws()).hasSize(2);
    assertThat(of(24, 20, 25, 0).flaws()).hasSize(2);
  }

  @Test
  void complainsOfRepeatedSteps() {
    assertThat(of(24, 24, 24, 2).flaws())
        .containsExactly("2 calls were made for steps that had finished.");
  }
}

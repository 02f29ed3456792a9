package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoFiguresTest {

  private static DemoFigures of(int items, int succeeded, int issues, int repeatedSteps) {
    int failed = items - succeeded;
    return new DemoFigures(
        "r",
        false,
        items,
        succeeded,
        failed,
        issues,
        1,
        repeatedSteps,
        null,
        15,
        new DemoFigures.Money("0", "USD"),
        null);
  }

  @Test
  void countsTheAccuracyOverRowsThatSayTheirClass() {
    assertThat(DemoFigures.accuracy(file("a", "b", null), List.of("a", "x", "b"))).isEqualTo(0.5);
    assertThat(DemoFigures.accuracy(file(null, null), List.of("a", "b"))).isNull();
    assertThat(DemoFigures.accuracy(file("a", "b"), List.of())).isNull();
  }

  @Test
  void saysHowManyRowsTheAccuracyIsOf() {
    assertThat(DemoReport.measure(file("a", "b", null)))
        .isEqualTo("Accuracy against the input's product column, which 2 of 3 rows fill in");
    assertThat(DemoReport.measure(file("a")))
        .isEqualTo("Accuracy against the input's product column");
  }

  private static ComplaintFile file(@Nullable String... products) {
    List<Complaint> complaints =
        Arrays.stream(products)
            .map(product -> new Complaint("1", "late", product, Map.of()))
            .toList();
    return new ComplaintFile(Path.of("a.csv"), "d1", complaints);
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

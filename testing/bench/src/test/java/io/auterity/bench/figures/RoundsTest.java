package io.auterity.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static Rounds of(double... values) {
    Rounds rounds = new Rounds();
    for (double value : values) {
      rounds.add(value);
    }
    return rounds;
  }

  @Test
  void takesTheMiddle() {
    assertThat(of(9, 1, 5).median()).isEqualTo(5);
    assertThat(of(1, 2, 3, 10).median()).isEqualTo(2.5);
  }

  @Test
  void reportsMedianAndSpreadInOrder() {
    Figures figures = new Figures().add("ready_ms", of(3.14159, 2, 4)).add("failed", 0);

    assertThat(figures.values().keySet())
        .containsExactlyElementsOf(List.of("ready_ms", "ready_ms_min", "ready_ms_max", "failed"));
    assertThat(figures.json())
        .isEqualTo(
            "{\"ready_ms\": 3.142, \"ready_ms_min\": 2, \"ready_ms_max\": 4, \"failed\": 0}");
  }

  @Test
  void printsTheSpreadBehindTheMedian() {
    Figures figures = new Figures().add("ready_ms", of(3.14159, 2, 4)).add("failed", 0);

    assertThat(figures.text().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("ready_ms 3.142 (2 to 4)", "failed 0");
  }
}

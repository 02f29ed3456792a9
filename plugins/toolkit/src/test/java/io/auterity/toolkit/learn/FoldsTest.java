package io.auterity.toolkit.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private final List<String> labels =
      IntStream.range(0, 100).mapToObj(i -> i < 80 ? "often" : "seldom").toList();

  @Test
  void holdEachLabelAsOften() {
    int[] folds = Folds.of(labels, 5, 3);

    for (int fold = 0; fold < 5; fold++) {
      int held = fold;
      assertThat(IntStream.range(0, 80).filter(i -> folds[i] == held)).hasSize(16);
      assertThat(IntStream.range(80, 100).filter(i -> folds[i] == held)).hasSize(4);
    }
  }

  @Test
  void areThoseOfTheirSeed() {
    assertThat(Folds.of(labels, 5, 3)).isEqualTo(Folds.of(labels, 5, 3));
    assertThat(Arrays.equals(Folds.of(labels, 5, 3), Folds.of(labels, 5, 4))).isFalse();
  }
}

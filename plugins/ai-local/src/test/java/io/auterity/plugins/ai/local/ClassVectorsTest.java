package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassVectorsTest {

  private final ClassVectors vectors = new ClassVectors();
  private final List<String> made = new ArrayList<>();

  @Test
  void makesAVectorOnce() {
    get("a");
    get("a");

    assertThat(made).containsExactly("a");
  }

  @Test
  void forgetsWhatWasNotUsedForLongest() {
    get("first");
    get("second");
    for (int i = 0; i < 999; i++) {
      get("other " + i);
      get("first");
    }
    made.clear();

    get("first");
    get("second");

    assertThat(made).containsExactly("second");
    assertThat(vectors.size()).isEqualTo(1_000);
  }

  @Test
  void keepsNoLongTexts() {
    get("x".repeat(1_001));

    assertThat(vectors.size()).isZero();
  }

  private void get(String text) {
    vectors.get(
        text,
        t -> {
          made.add(t);
          return new float[] {1};
        });
  }
}

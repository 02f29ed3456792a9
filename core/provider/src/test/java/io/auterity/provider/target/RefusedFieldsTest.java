package io.auterity.provider.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusedFieldsTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final RefusedFields learnt = new RefusedFields();

  @Test
  void aFieldIsRememberedForAnHourOfItsModelAlone() {
    learnt.learn("m", "temperature", 0, 5);

    assertThat(learnt.of("m", 5 + HOUR - 1)).containsEntry("temperature", 0L);
    assertThat(learnt.of("n", 5)).isEmpty();
    assertThat(learnt.of("m", 5 + HOUR)).isEmpty();
  }

  @Test
  void theOldestModelGoesForANewOne() {
    for (int i = 0; i < 257; i++) {
      learnt.learn("m" + i, "user", 0, 0);
    }

    assertThat(learnt.of("m0", 0)).isEmpty();
    assertThat(learnt.of("m256", 0)).isNotEmpty();
  }
}

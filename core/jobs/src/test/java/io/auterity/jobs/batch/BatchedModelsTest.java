package io.auterity.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedModelsTest {

  private final BatchedModels models = new BatchedModels();

  @Test
  void aModelLeadsThereOnceALineOfItHas() {
    models.add("large");

    assertThat(models.contains("large")).isTrue();
    assertThat(models.contains("small")).isFalse();
  }

  @Test
  void ofVeryManyModelsEachMayLeadThere() {
    IntStream.rangeClosed(1, BatchedModels.MOST).forEach(one -> models.add("m" + one));

    assertThat(models.contains("small")).isTrue();
  }
}

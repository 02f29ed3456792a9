package io.auterity.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonDiffTest {

  @Test
  void tellsEachPlaceThatWasAddedRemovedOrChanged() {
    assertThat(
            JsonDiff.of(
                json("{'a': 1, 'b': [1, 2], 'c': {'d': 'x'}, 'same': [{}]}"),
                json("{'b': [1, 3, 4], 'c': {'d': 'x', 'e': null}, 'same': [{}]}")))
        .extracting(change -> "%s %s %s".formatted(change.path(), change.before(), change.after()))
        .containsExactly("a 1 null", "b[1] 2 3", "b[2] null 4", "c.e null null");
  }

  @Test
  void ofEqualsThereIsNone() {
    assertThat(JsonDiff.of(json("{'a': [1]}"), json("{'a': [1]}"))).isEmpty();
  }

  @Test
  void valuesOfOtherKindsDifferAsAWhole() {
    assertThat(JsonDiff.of(json("{'a': [1]}"), json("{'a': {'0': 1}}")))
        .extracting(JsonDiff.Change::path)
        .containsExactly("a");
  }

  private static Json json(String text) {
    return new JsonReader(1_000).read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

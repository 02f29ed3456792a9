package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Json;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class EventConditionTest {

  @Test
  void refusesAnInputOfLongNamesOverManyValues() {
    Json many = new Json.Arr(Collections.nCopies(20_000, Json.of("${event.id}")));
    Json.Obj input = Json.EMPTY.with("n".repeat(50_000), many);

    assertThatThrownBy(() -> EventCondition.of(null, null, input))
        .hasMessageContaining("input: the name 'nnnn")
        .hasMessageContaining("has 50,000 characters, at most 1,024");
  }
}

package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCheckTest {

  @Test
  void namesThePlaceOfATextThatIsTooLong() {
    Json text = Json.of("x".repeat(InputCheck.MAX_TEXT + 1));
    Json.Obj input = Json.EMPTY.with("a b", Json.array(List.of(Json.NULL, text)));

    assertThatThrownBy(() -> InputCheck.bound(input))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("input['a b'][1] has 11200001 characters");
  }

  @Test
  void cutsThePlaceOfWhatIsNestedTooDeeply() {
    Json value = Json.EMPTY;
    for (int i = 0; i <= InputCheck.MAX_DEPTH; i++) {
      value = Json.EMPTY.with("n".repeat(1_000), value);
    }
    Json.Obj input = (Json.Obj) value;

    assertThatThrownBy(() -> InputCheck.bound(input))
        .hasMessageContaining("…")
        .hasMessageEndingWith("is nested deeper than 100")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }
}

package io.auterity.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The schemas that the server hands out. */
class ApiControllerTest {

  private final ApiController controller = new ApiController();

  private Json.Obj schema(String name) throws IOException {
    byte[] text =
        Objects.requireNonNull(controller.schema(name).getBody()).getBytes(StandardCharsets.UTF_8);
    return new JsonReader(text.length).readObject(text);
  }

  private static Json json(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JsonReader(bytes.length).read(bytes);
  }

  @Test
  void thatOfAKindChecksItsSpec() throws IOException {
    JsonSchema budget = JsonSchema.of(schema("budget.schema.json"));

    assertThat(
            budget.check(json("{\"cap\": \"5.00\", \"currency\": \"USD\", \"period\": \"day\"}")))
        .isEmpty();
    assertThat(budget.check(json("{\"cup\": \"5.00\"}"))).isNotEmpty();
  }

  @Test
  void everyKindHasOneAndAllOfThemHaveOne() throws IOException {
    Json.Obj defs = (Json.Obj) Objects.requireNonNull(schema("resource.schema.json").get("$defs"));

    for (String kind : defs.fields().keySet()) {
      assertThat(JsonSchema.of(schema(kind + ".schema.json"))).isNotNull();
    }
  }

  @Test
  void aNameOfNoneIsNotFound() {
    for (String name : List.of("crate.schema.json", "a.b.schema.json", "../x", "resource.json")) {
      assertThatExceptionOfType(CallFailedException.class)
          .as(name)
          .isThrownBy(() -> controller.schema(name))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }
  }
}

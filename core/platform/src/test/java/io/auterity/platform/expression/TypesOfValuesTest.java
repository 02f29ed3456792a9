package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code type(x)} is of values that come as JSON. */
class TypesOfValuesTest {

  private static final Json.Obj VALUES =
      new Json.Obj(
          Map.of(
              "map", Json.EMPTY.with("a", Json.of(1)),
              "list", new Json.Arr(List.of(Json.of(1))),
              "string", Json.of("a"),
              "int", Json.of(1),
              "double", Json.of(1.5),
              "bool", Json.of(true),
              "null_type", Json.NULL));

  @ParameterizedTest
  @CsvSource({"map", "list", "string", "int", "double", "bool", "null_type"})
  void theTypeOfAValueIsItsOwnAndNoOther(String type) {
    for (String other : VALUES.fields().keySet()) {
      assertThat(holds("type(x['%s']) == %s".formatted(type, other)))
          .as("type of %s is %s", type, other)
          .isEqualTo(type.equals(other));
      assertThat(holds("%s != type(x['%s'])".formatted(other, type)))
          .isEqualTo(!type.equals(other));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type(x.list) in [list, map]",
        "type(x.map) == type({})",
        "type(x.map) in [list, map]",
        "type(x.list) == type([])"
      })
  void typesAreComparedWithThoseOfLiteralsToo(String expression) {
    assertThat(holds(expression)).isTrue();
  }

  private static boolean holds(String expression) {
    return new ExpressionCompiler(Map.of("x", ValueType.Scalar.ANY))
        .compile(expression)
        .test(name -> name.equals("x") ? VALUES : null);
  }
}

package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedNumbersTest {

  private static final Json VALUE =
      Json.EMPTY
          .with("whole", Json.of(3L))
          .with("decimal", Json.of(2.5))
          .with("text", Json.of("3"))
          .with("list", Json.array(List.of(Json.of(3L), Json.of(1.5))));

  private static Json evaluate(String text) {
    return new ExpressionCompiler(Map.of("x", Scalar.ANY)).compile(text).evaluate(name -> VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "x.whole * 2.0, 6.0",
    "x.whole * 2, 6",
    "x.decimal * 2, 5.0",
    "2 * x.decimal, 5.0",
    "x.whole + x.decimal, 5.5",
    "x.whole - 0.5, 2.5",
    "x.decimal / 2, 1.25",
    "x.whole / 2, 1",
    "x.whole / 2.0, 1.5",
    "(x.decimal * 2) + (x.decimal * 3), 12.5",
    "(x.decimal * 2) + 1, 6.0",
    "-(x.decimal * 2), -5.0",
    "x.decimal * 2 < 7, true",
    "x.whole + 1 >= 4.5, false",
    "x.decimal * 2 > 3.5, true",
    "3.5 < x.decimal * 2, true",
    "x.decimal + 1 >= 3.5, true",
    "'x.list.all(k, k * 2 > 2.5)', true",
    "x.list.sum() * 2 > 4.5, true",
    "x.decimal * 2 * 1.5, 7.5",
    "x.decimal * 2 + 0.5, 5.5",
    "math.round(x.decimal * 2.1), 5.0",
    "x.decimal * 2 == 5.0, true",
    "'or(x.decimal * 2, 0.5)', 5.0",
    "x.whole > 2 ? x.decimal * 2 : 0.5, 5.0",
    "'x.list.map(k, k * 2).sum() / 2.0', 4.5",
    "1 + 0.5, 1.5",
    "x.list.size() * 1.5, 3.0",
    "'x.list.sortBy(i, -i)[0] + x.whole', 6",
    "x.text + x.text, '\"33\"'",
    "double(x.decimal * 2), 5.0",
    "int(x.decimal * 2), 5",
    "'x.list.map(i, i * 2)', '[6,3.0]'",
    "'x.list.sortBy(i, i)[0] * x.decimal', 3.75"
  })
  void operatorsTakeIntegersAndDecimalsAsTheyCome(String text, String value) {
    assertThat(evaluate(text)).hasToString(value);
  }

  @Test
  void noOtherValuesAreNumbers() {
    assertThatExceptionOfType(EvaluationException.class).isThrownBy(() -> evaluate("x.text * 2"));
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("x.text + x.whole"));
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("x.whole + 9223372036854775807"));
  }
}

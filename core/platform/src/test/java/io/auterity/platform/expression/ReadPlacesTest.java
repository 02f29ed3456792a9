package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.expression.ValueType.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadPlacesTest {

  private final ExpressionCompiler compiler =
      new ExpressionCompiler(
          Map.of(
              "body",
              Scalar.ANY,
              "headers",
              new ValueType.MapOf(Scalar.TEXT),
              "text",
              Scalar.TEXT));

  private static String told(Set<List<String>> places) {
    return places.stream()
        .map(keys -> String.join(".", keys))
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "body.a.b | [body.a.b]",
        "body['a'].b | [body.a.b]",
        "headers[\"x-id\"] | [headers.x-id]",
        "headers['x-' + 'id'] | [headers]",
        "headers[body.id] | [body.id, headers]",
        "has(body.a.b) ? body.a : text | [body.a, body.a.b, text]",
        "'x-id' in headers | [headers.x-id]",
        "size(headers) | [headers]",
        "[body].map(y, y.a).size() | [body]",
        "'v0:' + headers['t'] + text | [headers.t, text]",
      })
  void aPlaceIsWhatIsReadHoweverItIsWritten(String text, String places) {
    assertThat(told(compiler.compile(text).places())).isEqualTo(places);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "body.a.b | body.a.b",
        "body['a']['b'] | body.a.b",
        "headers['x-id'] | headers.x-id",
        "text | text",
        "text.trim() |",
        "has(body.a) |",
        "'x-id' in headers |",
        "headers[text] |",
        "text + text |",
      })
  void onlyAnExpressionThatChangesNothingIsItsPlace(String text, String place) {
    assertThat(compiler.compile(text).place().map(keys -> String.join(".", keys)).orElse(null))
        .isEqualTo(place);
  }
}

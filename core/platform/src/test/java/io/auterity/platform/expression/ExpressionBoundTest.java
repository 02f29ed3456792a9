package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of expressions of workflows and triggers grow no further than a run keeps them. */
class ExpressionBoundTest {

  private static final int LONG = 4 << 20;

  private final TemplateCompiler templates =
      TemplateCompiler.ofRuns(Map.of("text", Scalar.ANY, "list", Scalar.ANY));

  private final Json text = Json.of("x".repeat(LONG));
  private final Json list = new Json.Arr(Collections.nCopies(1_000, Json.of("x")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${text + text + text + text + text}",
        "${[text, text, text, text].join('-') + text}",
        "${text.replace('x', 'xxxxx')}",
        "${list.map(i, text.upperAscii())}",
        "${list.map(i, string(text).reverse()).size()}",
        "${list.map(i, text.substring(1)).size()}",
        "${list.map(i, bytes(text)).size()}",
        "${list.map(i, strings.quote(text)).size()}",
        "${list.map(i, text + '.').size()}",
        "${[text, text, text, text, text]}",
        "${{'a': text, 'b': text, 'c': text, 'd': text, 'e': text}}"
      })
  void refusesATextThatGrows(String expression) {
    refused(Json.of(expression), "characters of text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${list.map(i, list.map(j, list.map(k, 1)))}",
        "${list.map(i, list.map(j, [1, 2, 3, 4])).size()}",
        "${list.map(i, list.map(j, {'a': 1, 'b': {'c': 2}})).size()}",
        "${text.split('').size()}",
        "${text.split('', 2000000).size()}",
        "${list.map(a, [a, a]).map(b, [b, b]).map(c, [c, c]).map(d, [d, d]).map(e, [e, e])"
            + ".map(f, [f, f]).map(g, [g, g]).map(h, [h, h]).map(k, [k, k]).map(l, [l, l])"
            + ".map(m, [m, m]).map(n, [n, n]).size()}"
      })
  void refusesValuesThatAreMany(String expression) {
    assertThatThrownBy(() -> evaluated(Json.of(expression)))
        .isInstanceOf(EvaluationException.class)
        .hasMessageMatching("(?s).*(more than 1000000 values|[Ii]teration.*exceeded).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${list.map(i, list.map(j, text.contains('y')))}",
        "${list.all(i, !text.matches('x.*y'))}",
        "${list.all(i, matches(text, 'x') && size(text) > 0 && text.size() > 0)}",
        "${list.all(i, text.indexOf('y') < 0 && text.lastIndexOf('y') < 0)}",
        "${list.all(i, text.charAt(0) == 'x')}"
      })
  void refusesToReadALongTextAgainAndAgain(String expression) {
    refused(Json.of(expression), "reads a long text too often");
  }

  @Test
  void refusesATemplateThatRepeatsAValueTooOften() {
    Json whole = Json.of("${text}");

    assertThat(evaluated(new Json.Arr(Collections.nCopies(8, whole)))).isInstanceOf(Json.Arr.class);
    refused(new Json.Arr(Collections.nCopies(17, whole)), "makes more than 67108864 characters");
    refused(
        Json.EMPTY.with("all", new Json.Arr(Collections.nCopies(17, whole))),
        "makes more than 67108864 characters");
    refused(Json.of("${text}".repeat(17)), "makes more than 67108864 characters");
    refused(
        new Json.Arr(Collections.nCopies(5_000, Json.of("${list}"))), "makes more than 4000000");
  }

  @Test
  void aValueThatDoublesEachTimeEndsInARefusal() {
    Template doubled =
        TemplateCompiler.ofRuns(Map.of("before", Scalar.ANY))
            .compile(Json.EMPTY.with("a", Json.of("${before}")).with("b", Json.of("${before}")));

    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(
            () -> {
              Json value = Json.of("x");
              for (int i = 0; i < 60; i++) {
                Json before = value;
                value = doubled.evaluate(name -> before);
              }
            })
        .withMessageContaining("makes more than");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'aB'.lowerAscii() + 'aB'.upperAscii() | `\"abAB\"`",
        "'a,b,,c'.split(',') | `[\"a\",\"b\",\"\",\"c\"]`",
        "'a,b,c'.split(',', 2) | `[\"a\",\"b,c\"]`",
        "'abc'.split('') | `[\"a\",\"b\",\"c\"]`",
        "'hello'.substring(1, 3) + 'hello'.substring(3) | `\"ello\"`",
        "'  x '.trim() + 'abc'.reverse() | `\"xcba\"`",
        "string(b'ab' + b'cd') + string(bytes('e')) + string(1) | `\"abcde1\"`",
        "'abc'.contains('b') && 'abc'.matches('b.') && matches('a', '^a$') | true",
        "'abc'.size() + size('ab') + size([1]) + {'a': 1}.size() + size(b'abc') | 10",
        "'abcb'.indexOf('b') + 'abcb'.lastIndexOf('b') + 'abcb'.indexOf('b', 2) | 7",
        "'abc'.charAt(1) | `\"b\"`",
        "strings.quote('a') | `\"\\\"a\\\"\"`"
      })
  void meansWhatItMeantBefore(String expression, String value) {
    assertThat(evaluated(Json.of("${" + expression + "}")).toString()).isEqualTo(value);
  }

  @Test
  void takesOverWhatIsThereHoweverLargeItIs() {
    Json large = new Json.Arr(List.of(text, text, text, text, text, text));

    Template whole = TemplateCompiler.ofRuns(Map.of("x", Scalar.ANY)).compile(Json.of("${x}"));

    assertThat(whole.evaluate(name -> large)).isSameAs(large);
  }

  private Json evaluated(Json template) {
    return templates.compile(template).evaluate(name -> name.equals("text") ? text : list);
  }

  private void refused(Json template, String words) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluated(template))
        .withMessageContaining(words);
  }
}

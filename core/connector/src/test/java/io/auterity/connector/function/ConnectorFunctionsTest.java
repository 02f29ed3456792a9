package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ExpressionCompiler;
import io.auterity.platform.expression.FunctionUsage;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorFunctionsTest {

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(Map.of("x", Scalar.ANY), ConnectorFunctions.LIBRARY);

  private static final Expression MARKDOWN = COMPILER.compile("fromAdf(toAdf(x))");
  private static final Expression HTML = COMPILER.compile("toHtml(x)");
  private static final Expression BASE64 = COMPILER.compile("unbase64(base64(x))");
  private static final Expression QUOTED = COMPILER.compile("fromJson(quoted(x))");
  private static final Expression JSON = COMPILER.compile("fromJson(toJson([x]))[0]");
  private static final Expression SLUG = COMPILER.compile("slug(x)");

  private static Json evaluate(String text, Json x) {
    return COMPILER.compile(text).evaluate(name -> x);
  }

  private static String text(Expression expression, String x) {
    return ((Json.Str) expression.evaluate(name -> Json.of(x))).value();
  }

  @ParameterizedTest
  @MethodSource("usages")
  void aFunctionGivesWhatItsExampleSays(FunctionUsage usage) {
    assertThat(evaluate(usage.example(), Json.NULL)).hasToString(usage.value());
    assertThat(usage.meaning()).isNotBlank().doesNotEndWith(".");
  }

  static List<FunctionUsage> usages() {
    return ConnectorFunctions.LIBRARY.usages();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-05-06T07:08:09.123+0200          | 2024-05-06T05:08:09.123Z
          2024-05-06T07:08:09Z                  | 2024-05-06T07:08:09Z
          2024-05-06T07:08:09+02:00             | 2024-05-06T05:08:09Z
          2024-05-06 07:08:09                   | 2024-05-06T07:08:09Z
          2024-05-06 07:08:09 UTC               | 2024-05-06T07:08:09Z
          2024-05-06 07:08:09 +0200             | 2024-05-06T05:08:09Z
          2024-05-06                            | 2024-05-06T00:00:00Z
          Mon, 06 May 2024 07:08:09 GMT         | 2024-05-06T07:08:09Z
          """)
  void aTimeOfAnyUsualFormIsTheSameTime(String vendor, String ours) {
    assertThat(evaluate("time(x)", Json.of(vendor))).isEqualTo(Json.of(ours));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /x?a=1&cursor=p%2Bq%2Fr%7B%3D&a=2#c=3 | {"a":"1","cursor":"p+q/r{="}
          https://a.example/x?flag&b=%ZZ        | {"flag":"","b":"%ZZ"}
          https://a.example/x                   | {}
          """)
  void anAddressHasParameters(String address, String parameters) {
    assertThat(evaluate("parameters(x)", Json.of(address))).hasToString(parameters);
  }

  @Test
  void itemsOfAListKnowTheirPlaces() {
    Json list = Json.array(List.of(Json.of("a"), Json.of("b")));

    assertThat(evaluate("numbered(x).filter(e, e.at > 0).map(e, e.value + string(e.at))", list))
        .hasToString("[\"b1\"]");
  }

  @Test
  void numbersAreSecondsOrMillisecondsAndNothingStaysNothing() {
    assertThat(evaluate("time(x)", Json.of(1_700_000_000L)))
        .hasToString("\"2023-11-14T22:13:20Z\"");
    assertThat(evaluate("timeMillis(x)", Json.of(1_700_000_000_500L)))
        .hasToString("\"2023-11-14T22:13:20.500Z\"");
    assertThat(evaluate("time(x)", Json.NULL)).isEqualTo(Json.NULL);
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("time(x)", Json.of("yesterday")))
        .withMessageContaining("'yesterday' is no time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "One line",
        "# Head\n\nA **bold** and *slanted* `code` [link](https://example.org/a)",
        "- one\n- two\n  - inner",
        "1. one\n2. two",
        "3. three\n4. four",
        "> said\n> again",
        "```java\nint x = 1;\n```",
        "a\n\n---\n\nb",
        "first\\\nsecond"
      })
  void markdownComesBackFromAtlassiansForm(String markdown) {
    assertThat(text(MARKDOWN, markdown).replace("said again", "said\n> again")).isEqualTo(markdown);
  }

  @Test
  void htmlInMarkdownStaysText() {
    assertThat(text(HTML, "a <script>x</script> **b**"))
        .isEqualTo("<p>a &lt;script&gt;x&lt;/script&gt; <strong>b</strong></p>\n");
    assertThat(text(HTML, "[x](javascript:alert(1))")).doesNotContain("javascript");
    assertThat(evaluate("fromHtml(x)", Json.of("<p>a &amp; <b>b</b></p><ul><li>c</li></ul>")))
        .isEqualTo(Json.of("a & **b**\n\n- c"));
  }

  @Property(tries = 300)
  void noTextOpensAnElement(@ForAll String text) {
    String html =
        text(HTML, text)
            .replaceAll(
                "</?(p|em|strong|code|pre|ul|ol|li|h[1-6]|blockquote" + "|br|hr|a|img)( [^<>]*)?>",
                "");

    assertThat(html).doesNotContain("<");
  }

  @Property(tries = 300)
  void textsComeBack(@ForAll String text) {
    String whole =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);

    assertThat(text(BASE64, whole)).isEqualTo(whole);
    assertThat(JSON.evaluate(name -> Json.of(whole))).isEqualTo(Json.of(whole));
  }

  @Property(tries = 300)
  void aQuotedTextIsOneStringOfAQueryWhateverIsInIt(@ForAll String text) {
    String whole =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);

    assertThat(text(QUOTED, whole)).isEqualTo(whole.replaceAll("\\p{Cntrl}", " "));
  }

  @Property(tries = 200)
  void aSlugHoldsLettersDigitsAndHyphens(@ForAll String text) {
    assertThat(text(SLUG, text)).matches("([a-z0-9]+(-[a-z0-9]+)*)?").hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void objectsAreTakenApartAndPutTogether() {
    assertThat(evaluate("entries({'a': 1}).map(e, e.key + '=' + string(e.value))", Json.NULL))
        .hasToString("[\"a=1\"]");
    assertThat(evaluate("merge({'a': 1, 'b': 1}, {'b': 2})", Json.NULL))
        .hasToString("{\"a\":1,\"b\":2}");
    assertThat(evaluate("without({'a': 1, 'b': 2}, ['a'])", Json.NULL)).hasToString("{\"b\":2}");
    assertThat(evaluate("only({'a': 1, 'b': 2}, ['b', 'c'])", Json.NULL)).hasToString("{\"b\":2}");
    assertThat(evaluate("sha256('')", Json.NULL))
        .hasToString("\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"");
    assertThat(evaluate("slug('Größe & Maß')", Json.NULL)).hasToString("\"gro-e-ma\"");
  }

  @Test
  void orTakesThePlaceOfWhatIsAbsentAndOfNothingElse() {
    assertThat(evaluate("or(x.a, 'b')", Json.EMPTY)).isEqualTo(Json.of("b"));
    assertThat(evaluate("or(x, 'b')", Json.NULL)).isEqualTo(Json.of("b"));
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("or(time(x), 'b')", Json.of("yesterday")))
        .withMessageContaining("'yesterday' is no time");
  }

  @Test
  void bytesThatAreNoTextAreReadWithSignsInTheirPlace() {
    assertThat(evaluate("unbase64(x)", Json.of("Yf9i"))).isEqualTo(Json.of("a\ufffdb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"toHtml(x)", "toAdf(x)"})
  void markdownThatIsNestedTooDeepIsRefused(String call) {
    for (int depth : new int[] {200, 5_000, 20_000}) {
      for (String deep :
          List.of(
              "*a ".repeat(depth) + "x" + "*".repeat(depth),
              "![".repeat(depth) + "x" + "](b)".repeat(depth))) {
        assertThatExceptionOfType(EvaluationException.class)
            .isThrownBy(() -> evaluate(call, Json.of(deep)))
            .withMessageContaining("nested deeper than 100 levels");
      }
    }
    assertThat(evaluate(call, Json.of(">".repeat(20_000) + "x"))).isNotNull();
  }

  @Test
  void aTextWhoseSignsHaveNoEndIsRefusedAndTakesNoTime() {
    for (String sign : List.of("<", "<!--", "<?")) {
      assertThatExceptionOfType(EvaluationException.class)
          .isThrownBy(() -> evaluate("toHtml(x)", Json.of(sign.repeat(200_000))))
          .withMessageContaining("without an end");
    }
  }

  @Test
  void bytesThatAreNoTextAreNotReadable() {
    assertThat(evaluate("readable(x)", Json.of("w6Q="))).isEqualTo(Json.of("ä"));
    assertThat(evaluate("readable(x)", Json.of("/w=="))).isEqualTo(Json.NULL);
    assertThat(evaluate("readable(x)", Json.NULL)).isEqualTo(Json.NULL);
  }
}

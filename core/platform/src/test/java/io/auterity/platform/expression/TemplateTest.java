package io.auterity.platform.expression;

import static io.auterity.platform.expression.JsonValues.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private final TemplateCompiler templates =
      new TemplateCompiler(
          new ExpressionCompiler(
              Map.of("x", Scalar.ANY, "n", Scalar.INT, "list", new ListOf(Scalar.TEXT))));

  @Test
  void tellsTheFirstOfManyWrongExpressions() {
    Json many = new Json.Arr(Collections.nCopies(3_000, Json.of("${nothing}")));

    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> templates.compile(many))
        .satisfies(e -> assertThat(e.problems()).hasSize(100));
  }

  private Template compile(String text) {
    return templates.compile(Json.of(text));
  }

  private Json evaluate(String text, Json x) {
    return compile(text).evaluate(name -> x);
  }

  @Property(tries = 100)
  void exactlyOneExpressionKeepsTheTypeOfItsValue(@ForAll("values") Json value) {
    assertThat(evaluate("${x}", value)).isEqualTo(value);
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonValues.any();
  }

  @Property(tries = 200)
  void textWithoutExpressionsIsLiteral(@ForAll @StringLength(max = 20) String text) {
    String literal = text.replace("${", "$${");

    assertThat(evaluate(literal, Json.NULL)).isEqualTo(Json.of(text));
  }

  @Property(tries = 200)
  void textAroundAnExpressionStaysAsItIs(
      @ForAll @StringLength(max = 10) String before, @ForAll @StringLength(max = 10) String after) {
    String text = before.replace("$", "") + "${n}" + after.replace("$", "");

    assertThat(evaluate(text + "!", Json.of(7)))
        .isEqualTo(Json.of(before.replace("$", "") + "7" + after.replace("$", "") + "!"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${'}'} | }",
        "${\"}{\"}. | }{.",
        "${{'a': {'b': '}'}}.a.b} | }",
        "${'it''s'.size() > 0 ? '}' : ''}x | }x",
        "a${1}b${2}c | a1b2c",
        "${r'\\}'}- | \\}-",
        "$${x} | ${x}",
        "$ {x} $x $ | $ {x} $x $",
      })
  void theLexerFindsTheClosingBrace(String template, String expected) {
    assertThat(evaluate(template.replace("''s", "s"), Json.NULL)).isEqualTo(Json.of(expected));
  }

  @Test
  void scalarsInsideTextBecomeText() {
    assertThat(evaluate("<${x}>", Json.of(1.5))).isEqualTo(Json.of("<1.5>"));
    assertThat(evaluate("<${x}>", Json.of(true))).isEqualTo(Json.of("<true>"));
    assertThat(evaluate("<${x}>", Json.of("a"))).isEqualTo(Json.of("<a>"));
  }

  @Test
  void aListInsideTextIsRefusedWhenItsTypeIsKnown() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compile("all: ${list}"))
        .satisfies(e -> assertThat(e.problems().getFirst().column()).isEqualTo(8));
  }

  @Test
  void aListInsideTextIsAnErrorWhenItTurnsUp() {
    assertThatThrownBy(() -> evaluate("<${x}>", new Json.Arr(List.of())))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("'x' is a list and cannot stand inside text");
    assertThatThrownBy(() -> evaluate("<${x}>", Json.NULL))
        .hasMessage("'x' is null and cannot stand inside text");
  }

  @Test
  void anExpressionThatIsNeverClosedIsRefused() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compile("ab ${x"))
        .satisfies(
            e -> {
              assertThat(e.problems().getFirst().rule()).isEqualTo("'${' is never closed");
              assertThat(e.problems().getFirst().column()).isEqualTo(4);
            });
  }

  @Test
  void aLineBreakInATextOfAnExpressionIsTold() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compile("${text.split('\n')}"))
        .satisfies(e -> assertThat(e.problems().getFirst().fix()).contains("line break"));
  }

  @Test
  void positionsCountFromTheStartOfTheText() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compile("one\ntwo ${n} ${nn}"))
        .satisfies(
            e ->
                assertThat(e.problems().getFirst().located())
                    .isEqualTo("undeclared reference to 'nn' (line 2, column 12)"));
  }

  @Test
  void allProblemsOfAValueAreToldWithTheirPaths() {
    Json value = object("a", new Json.Arr(List.of(Json.of("${n}"), Json.of("${m}"))), "b", "${");

    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> templates.compile(value))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(ExpressionProblem::path)
                    .containsExactly("a[1]", "b"));
  }

  @Test
  void anObjectIsEvaluatedFieldByField() {
    Template template =
        templates.compile(object("n", "${n}", "text", "${n}!", "fixed", object("deep", 1)));

    assertThat(template.evaluate(name -> Json.of(3)))
        .isEqualTo(object("n", 3, "text", "3!", "fixed", object("deep", 1)));
    assertThat(template.type())
        .isEqualTo(
            Struct.required(
                Map.of(
                    "n", Scalar.INT,
                    "text", Scalar.TEXT,
                    "fixed", Struct.required(Map.of("deep", Scalar.INT)))));
  }

  @Test
  void aValueWithoutExpressionsIsAConstant() {
    Json value = object("a", new Json.Arr(List.of(Json.of(1), Json.of("$${"))));

    assertThat(templates.compile(value))
        .isEqualTo(
            new Template.Constant(object("a", new Json.Arr(List.of(Json.of(1), Json.of("${"))))));
  }
}

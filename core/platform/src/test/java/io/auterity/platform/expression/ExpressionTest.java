package io.auterity.platform.expression;

import static io.auterity.platform.expression.JsonValues.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final ValueType COMPLAINT =
      new Struct(
          Map.of(
              "id", new Struct.Field(Scalar.TEXT, true),
              "sample", new Struct.Field(Scalar.TEXT, false),
              "amount", new Struct.Field(Scalar.NUMBER, true),
              "count", new Struct.Field(Scalar.INT, true)));

  private final ExpressionCompiler compiler =
      new ExpressionCompiler(
          Map.of("complaint", COMPLAINT, "items", new ListOf(COMPLAINT), "x", Scalar.ANY));

  private final Map<String, Expression> compiled = new HashMap<>();

  private Json evaluate(String text, Json x) {
    return compiled
        .computeIfAbsent(text, compiler::compile)
        .evaluate(name -> name.equals("x") ? x : null);
  }

  @Property(tries = 300)
  void everyJsonValueGoesThroughUnchanged(@ForAll("values") Json value) {
    assertThat(evaluate("x", value)).isEqualTo(value);
    assertThat(evaluate("[x]", value)).isEqualTo(new Json.Arr(List.of(value)));
    assertThat(evaluate("{'k': x}", value)).isEqualTo(object("k", value));
    assertThat(evaluate("x == x", value)).isEqualTo(Json.of(true));
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonValues.any();
  }

  /** To declare all for each of as many steps took time that grew with the square. */
  @Test
  void ofManyNamesOnlyThoseAreDeclaredThatTheTextMentions() {
    Map<String, ValueType> many = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put("s" + i, Scalar.INT);
    }
    ExpressionCompiler wide = new ExpressionCompiler(many);

    assertThat(wide.declared("s7 + s999 + size('s8')"))
        .containsExactlyInAnyOrder("s7", "s8", "s999");
    assertThat(wide.compile("s7 + s999").evaluate(name -> Json.of(1))).isEqualTo(Json.of(2));
  }

  @Test
  void integersKeep64BitsAndDecimalsStayDecimals() {
    assertThat(evaluate("x + 0", Json.of(9_007_199_254_740_993L)))
        .isEqualTo(Json.of(9_007_199_254_740_993L));
    assertThat(evaluate("x * 2.0", Json.of(1.5))).isEqualTo(Json.of(3.0));
    assertThat(evaluate("x > 2.5", Json.of(3))).isEqualTo(Json.of(true));
  }

  @Test
  void aRegularExpressionThatIsNoneIsRefusedWhereItStands() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("complaint.id == 'x' ||\n complaint.id.matches('(a')"))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().getFirst().line()).isEqualTo(2);
              assertThat(e.problems().getFirst().column()).isEqualTo(23);
              assertThat(e).hasMessageContaining("'(a' is no regular expression");
            });
  }

  @Test
  void integerOverflowIsAnErrorNotAWrap() {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("x + 1", Json.of(Long.MAX_VALUE)));
  }

  @Test
  void aDivisionThatGivesNoJsonNumberIsAnError() {
    assertThatThrownBy(() -> evaluate("x / 0.0", Json.of(1.0)))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("not a JSON number");
  }

  @Test
  void aFieldThatMayBeMissingIsTestedWithHas() {
    Expression expression = compiler.compile("has(complaint.sample) ? complaint.sample : ''");

    assertThat(expression.type()).isEqualTo(Scalar.TEXT);
    assertThat(expression.evaluate(name -> object("id", "7"))).isEqualTo(Json.of(""));
    assertThat(expression.evaluate(name -> object("sample", "s"))).isEqualTo(Json.of("s"));
  }

  @Test
  void aMissingFieldIsNamedWhenItIsNeeded() {
    Expression expression = compiler.compile("complaint.id");

    assertThatThrownBy(() -> expression.evaluate(name -> Json.EMPTY))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("'complaint.id'")
        .hasMessageContaining("'id'");
  }

  @Test
  void nullIsAValueOfItsOwn() {
    assertThat(evaluate("x.a == null", object("a", Json.NULL))).isEqualTo(Json.of(true));
    assertThat(evaluate("null", Json.NULL)).isEqualTo(Json.NULL);
    assertThat(evaluate("has(x.a)", object("a", Json.NULL))).isEqualTo(Json.of(true));
  }

  @Test
  void anObjectLiteralHasTheFieldsItNames() {
    Expression expression =
        compiler.compile("{'count': size(items), 'ids': items.map(t, t.id), 'deep': {'a': 1}}");

    assertThat(expression.type())
        .isEqualTo(
            Struct.required(
                Map.of(
                    "count",
                    Scalar.INT,
                    "ids",
                    new ListOf(Scalar.TEXT),
                    "deep",
                    Struct.required(Map.of("a", Scalar.INT)))));
  }

  @Test
  void macrosWorkOverLists() {
    Json items = new Json.Arr(List.of(object("id", "a"), object("id", "b")));

    Json found =
        compiler.compile("items.filter(t, t.id == 'b').map(t, t.id)").evaluate(name -> items);

    assertThat(found).isEqualTo(new Json.Arr(List.of(Json.of("b"))));
  }

  @Test
  void objectsCanBeIteratedIndexedAndMeasured() {
    Json x = object("a", 1, "b", 2);

    assertThat(evaluate("x.map(k, x[k])", x))
        .isEqualTo(new Json.Arr(List.of(Json.of(1), Json.of(2))));
    assertThat(evaluate("size(x) == 2 && 'a' in x && !('c' in x)", x)).isEqualTo(Json.of(true));
    assertThat(evaluate("x == {'b': 2, 'a': 1}", x)).isEqualTo(Json.of(true));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("size(complaints)"))
        .satisfies(
            e -> {
              ExpressionProblem problem = e.problems().getFirst();
              assertThat(problem.rule()).isEqualTo("undeclared reference to 'complaints'");
              assertThat(problem.fix()).isEqualTo("did you mean 'complaint'?");
              assertThat(problem.column()).isEqualTo(6);
            });
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearest() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("items.map(t, t.smaple)"))
        .satisfies(
            e -> assertThat(e.problems().getFirst().fix()).isEqualTo("did you mean 'sample'?"));
  }

  @Test
  void operandsThatCannotFitAreRefused() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("complaint.count + 'a'"))
        .satisfies(
            e -> assertThat(e.problems().getFirst().rule()).contains("no matching overload"));
  }

  @Test
  void badSyntaxHasAPosition() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("1 +\n+ )"))
        .satisfies(e -> assertThat(e.problems().getFirst().line()).isEqualTo(2));
  }

  @Test
  void anExpressionThatWouldRunForLongIsStopped() {
    Json thousand = Json.array(LongStream.range(0, 1_000).mapToObj(Json::of).toList());

    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("x.all(a, x.all(b, true))", thousand))
        .withMessageContaining("terat");
  }

  @Test
  void aTestNeedsTrueOrFalse() {
    assertThat(compiler.compile("x == 1").test(name -> Json.of(1))).isTrue();
    assertThatThrownBy(() -> compiler.compile("x").test(name -> Json.of(1)))
        .hasMessage("'x' is neither true nor false");
  }

  @Test
  void durationsAndTimesBecomeText() {
    assertThat(evaluate("duration('90m')", Json.NULL)).isEqualTo(Json.of("5400s"));
    assertThat(evaluate("timestamp('2026-01-02T03:04:05Z')", Json.NULL))
        .isEqualTo(Json.of("2026-01-02T03:04:05Z"));
    assertThat(compiler.compile("duration('1s')").type()).isEqualTo(Scalar.DURATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any", "any.a.b", "text", "object", "object.text", "object.maybe", "object.list",
        "object.inner.number", "object.inner", "map", "map.a", "map.a.b", "list", "nullableList",
        "nullableObject", "nullableObject.text", "object.in", "text.a", "object.nothing", "number"
      })
  void aPathIsToldAsTheCheckerTellsIt(String path) {
    ValueType inner = ValueType.Struct.required(Map.of("number", Scalar.NUMBER));
    ValueType object =
        new Struct(
            Map.of(
                "text", new Struct.Field(Scalar.TEXT, true),
                "maybe", new Struct.Field(new ValueType.Nullable(Scalar.TEXT), false),
                "list", new Struct.Field(new ListOf(Scalar.INT), true),
                "inner", new Struct.Field(inner, true)));
    ExpressionCompiler over =
        new ExpressionCompiler(
            Map.of(
                "any",
                Scalar.ANY,
                "text",
                Scalar.TEXT,
                "number",
                Scalar.NUMBER,
                "object",
                object,
                "map",
                new ValueType.MapOf(new ValueType.MapOf(Scalar.TEXT)),
                "list",
                new ListOf(object),
                "nullableList",
                new ValueType.Nullable(new ListOf(object)),
                "nullableObject",
                new ValueType.Nullable(object)));

    assertThat(told(over, path)).isEqualTo(told(over, "(" + path + ")"));
  }

  private static String told(ExpressionCompiler compiler, String text) {
    try {
      Expression found = compiler.compile(text);
      return found.type() + " reads " + found.reads();
    } catch (BadExpressionException e) {
      return e.problems().getFirst().rule();
    }
  }
}

package io.auterity.platform.expression;

import static io.auterity.platform.expression.JsonValues.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import io.auterity.platform.expression.FunctionLibrary.Function;
import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionLibraryTest {

  private static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          List.of(
              new Function("twice", List.of(Scalar.TEXT), Scalar.TEXT, FunctionLibraryTest::twice),
              new Function("show", List.of(Scalar.ANY), Scalar.TEXT, a -> Json.of("shown"))),
          new ValueBound(1_000, 10_000));

  private static final CelTypes TYPES = new CelTypes();
  private static final ExpressionCompiler FEW = new ExpressionCompiler(Map.of("x", Scalar.ANY));
  private static final CelCompiler WHOLE =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(FunctionLibrary.OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setStandardEnvironmentEnabled(false)
          .setStandardDeclarations(
              CelStandardDeclarations.newBuilder()
                  .filterFunctions((each, overload) -> !MixedNumbers.declares(each.functionName()))
                  .build())
          .addFunctionDeclarations(MixedNumbers.DECLARED.values())
          .addLibraries(CelExtensions.strings(), CelExtensions.math())
          .addVar("x", TYPES.of(Scalar.ANY))
          .setTypeProvider(TYPES)
          .build();

  private static final List<String> OPERATORS =
      List.of(
          "x + 1 - 2 * 3 / 4 % 5",
          "1 + 'a'",
          "[1] + [2]",
          "[1] + ['a']",
          "1 < 2.0 || 1u >= 2 && !(x <= 'a') || x > x",
          "1 < 'a'",
          "x != [1] && x == {'a': 1}",
          "1 == 'a'",
          "x in [1] || 'a' in {'a': 1} || 1 in x",
          "1 in 2",
          "-x",
          "-'a'",
          "!1",
          "x ? 1 : 'a'",
          "1 ? 1 : 2",
          "x[0] + [1][0] + {'a': 1}['a']",
          "1[0]",
          "has(x.a) && [1, 2].all(i, i > 0) && [1].exists_one(i, i == 1)",
          "[1].map(i, string(i)).filter(i, i.size() > 0)",
          "math.greatest(1, 2.0, x) + math.least([1, 2])",
          "strings.quote(x) + 'b'.charAt(0)",
          "type(x) == int && type(1) == type",
          ".size('a') + .int(x) + .math.abs(1)",
          ".absent(x)",
          "absent(x) + x.absent() + absent.absent(x)",
          "y",
          "1 +");

  private final ExpressionCompiler compiler =
      new ExpressionCompiler(
          Map.of(
              "x",
              Scalar.ANY,
              "name",
              new Struct(Map.of("first", new Struct.Field(new Nullable(Scalar.TEXT), false))),
              "absent",
              Scalar.ANY),
          LIBRARY);

  private static Json twice(List<Json> arguments) {
    String text = ((Json.Str) arguments.getFirst()).value();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the text is empty; give one");
    }
    return Json.of(text + text);
  }

  private Json evaluate(String text, Json x) {
    return compiler
        .compile(text)
        .evaluate(
            name ->
                switch (name) {
                  case "x" -> x;
                  case "name" -> Json.EMPTY;
                  default -> null;
                });
  }

  private EvaluationException failure(String text, Json x) {
    return assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate(text, x))
        .actual();
  }

  @Test
  void aFunctionIsCalledAndTypeChecked() {
    assertThat(evaluate("twice(x.a) + '!'", object("a", Json.of("ab")))).hasToString("\"abab!\"");
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("twice(1)"))
        .withMessageContaining("no matching overload for 'twice'");
  }

  @Test
  void whatAFunctionRefusesIsSaidInItsWordsWithoutTheArguments() {
    assertThat(failure("twice('')", Json.NULL))
        .hasMessage("'twice('')': twice: the text is empty; give one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.b", "x.n.b", "x.l[3]", "x.a.b.c", "absent", "x['b']", "x.l.map(i, i.b)"})
  void whatIsNotThereIsAbsent(String text) {
    Json x =
        new Json.Obj(
            Map.of(
                "a", Json.EMPTY,
                "n", Json.NULL,
                "l", new Json.Arr(List.of(Json.EMPTY))));

    assertThat(failure(text, x).absent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.a + 1", "1 / 0", "int('a')"})
  void whatFailsOtherwiseIsNotAbsent(String text) {
    assertThat(failure(text, object("a", Json.of("b"))).absent()).isFalse();
  }

  @Test
  void orTakesTheSecondWhenTheFirstIsAbsentOrNull() {
    Json x = object("n", Json.NULL);

    assertThat(evaluate("or(x.b.c, 'none')", x)).hasToString("\"none\"");
    assertThat(evaluate("or(x.n, 'none')", x)).hasToString("\"none\"");
    assertThat(evaluate("or(x, 'none')", x)).isEqualTo(x);
    assertThat(evaluate("or(name.first, '-') + '!'", x)).hasToString("\"-!\"");
    assertThat(evaluate("[1, 2].map(i, or(x.b, i))", x)).hasToString("[1,2]");
    assertThat(failure("or(x.a, x.b)", x).absent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "or(int(x.a), 1)",
        "or(1 / 0, 1)",
        "or(x.a + 1, 1)",
        "or(x.n.substring(1), '')",
        "or(x.a.substring(9), '')",
        "or(or(int(x.a), 1), 2)",
        "or([1].map(i, int(x.a)), [])",
        "or(int(x.a) == 1 || x.b == 1, false)"
      })
  void orLetsPassNoOtherFailureThanAbsence(String text) {
    Json x = new Json.Obj(Map.of("a", Json.of("b"), "n", Json.NULL));

    assertThat(failure(text, x).absent()).isFalse();
  }

  @Test
  void anItemOfNothingIsAbsentAsAFieldOfNothingIs() {
    Json x = object("n", Json.NULL);

    assertThat(failure("x.n[0].b", x).absent()).isTrue();
    assertThat(evaluate("or(x.n[0].b, 'none')", x)).hasToString("\"none\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name.first.substring(1)",
        "x == 1 ? 'b' : twice(name.first.lowerAscii())",
        "[1].map(i, name.first.split(','))"
      })
  void whatIsCalledOfSomethingThatMayBeNullIsToldAtOnce(String text) {
    assertThat(compiler.compile(text).cautions())
        .singleElement()
        .asString()
        .contains("name.first may be null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name.first == null ? '' : name.first.substring(1)",
        "name.first != null && name.first.startsWith('a')",
        "or(name.first, '').substring(1)",
        "x.a.substring(1)",
        "'a'.substring(1)"
      })
  void whatCannotBeNullThereIsNot(String text) {
    assertThat(compiler.compile(text).cautions()).isEmpty();
  }

  @Test
  void theSecondOfOrMustFitTheFirst() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("or(name.first, 1)"));
  }

  @Test
  void anExpressionTellsTheNamesThatItReads() {
    assertThat(compiler.compile("or(x.b, 'name') + [x].map(y, y.absent)[0]").reads())
        .containsExactly("x");
    assertThat(compiler.compile("has(name.first) ? x : absent").reads())
        .containsExactlyInAnyOrder("name", "x", "absent");
  }

  @Test
  void aTextGrowsUpToItsBound() {
    Json nine = Json.of("x".repeat(4_000));

    assertThat(evaluate("x + x", nine).toString()).hasSize(8_002);
    assertThat(failure("x + x + x", nine)).hasMessageContaining("10000 characters");
    assertThat(failure("[x, x, x].join(',')", nine)).hasMessageContaining("10000 characters");
    assertThat(failure("x.replace('x', 'xxx')", nine)).hasMessageContaining("10000 characters");
    assertThat(failure("[1, 2, 3].map(i, x)", nine)).hasMessageContaining("10000 characters");
    assertThat(failure("[1, 2, 3].map(i, size(x + 'a'))", nine))
        .hasMessageContaining("10000 characters");
  }

  @Test
  void aResultHasAsManyPartsAsItsBoundAllows() {
    Json many = new Json.Arr(Collections.nCopies(600, Json.of(1)));

    assertThat(evaluate("x", new Json.Arr(Collections.nCopies(2_000, Json.of(1))))).isNotNull();
    assertThat(failure("x + x", many)).hasMessageContaining("1000 values");
    assertThat(failure("{'a': x, 'b': x}", many)).hasMessageContaining("1000 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "twice(string(size(show(%s))))"})
  void aResultIsCountedWhileItIsMade(String around) {
    String ten = ".map(a, [a, a, a, a, a, a, a, a, a, a])";

    assertThat(failure(around.formatted("[1]" + ten.repeat(9)), Json.NULL))
        .hasMessageContaining("1000 values");
  }

  @Test
  void orNestedInItsFirstValueIsBounded() {
    String deep = "or(".repeat(30) + "x" + ", 1)".repeat(30);
    String flat = "or(x.a, ".repeat(30) + "1" + ")".repeat(30);

    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile(deep))
        .withMessageContaining("nest or in the second");
    assertThat(evaluate(flat, Json.EMPTY)).hasToString("1");
    assertThat(evaluate("or(or(or(x.a, x.b), x.c), 1)", Json.EMPTY)).hasToString("1");
  }

  @Test
  void gatheredListsAreNotSharedByWhatIsAddedToThem() {
    assertThat(evaluate("[[1].map(a, a)].map(l, [l + [2], l + [3]])", Json.NULL))
        .hasToString("[[[1,2],[1,3]]]");
  }

  @Test
  void anExpressionHasAsManyPartsAsItsBoundAllows() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("[" + "1,".repeat(9_000) + "1]+[" + "1]"));
  }

  @Test
  void joinAndReplaceAreThoseOfCel() {
    ExpressionCompiler plain = new ExpressionCompiler(Map.of("x", Scalar.ANY));
    for (String text :
        List.of(
            "['a', 'b', 'c'].join()",
            "['a', 'b', 'c'].join(', ')",
            "[].join('-')",
            "'abcabc'.replace('b', 'xx')",
            "'abcabc'.replace('b', 'xx', 1)",
            "'abcabc'.replace('b', 'xx', 0)",
            "'abcabc'.replace('b', 'xx', -1)",
            "'abc'.replace('', '_')",
            "'abc'.replace('', '_', 2)",
            "''.replace('', '_')",
            "'aaa'.replace('aa', 'b')",
            "'abc'.replace('c', '')")) {
      assertThat(evaluate(text, Json.NULL))
          .describedAs(text)
          .isEqualTo(plain.compile(text).evaluate(name -> null));
    }
  }

  @Test
  void numbersTimesAndListsAreAddedAsBefore() {
    assertThat(evaluate("[1] + [2]", Json.NULL)).hasToString("[1,2]");
    assertThat(evaluate("1 + 2", Json.NULL)).hasToString("3");
    assertThat(evaluate("1.5 + 2.0", Json.NULL)).hasToString("3.5");
    assertThat(evaluate("x.a + x.a", object("a", Json.of("b")))).hasToString("\"bb\"");
    assertThat(evaluate("[[1], [2, 2]].flatten().distinct()", Json.NULL)).hasToString("[1,2]");
  }

  @Test
  void rangesOfAnyLengthAreNotOffered() {
    assertThatExceptionOfType(BadExpressionException.class)
        .isThrownBy(() -> compiler.compile("lists.range(10)"));
  }

  @Test
  void functionsOfAllSourcesAreCalledBesideEachOther() {
    assertThat(evaluate("math.greatest(1, 2)", Json.NULL)).hasToString("2");
    assertThat(evaluate("strings.quote('a')", Json.NULL)).hasToString("\"\\\"a\\\"\"");
    assertThat(evaluate("[2, 1].sort().map(i, twice(string(i)).trim())", Json.NULL))
        .hasToString("[\"11\",\"22\"]");
    assertThat(evaluate("or(absent, 'twice(1)') + twice('a')", Json.NULL))
        .hasToString("\"twice(1)aa\"");
    assertThat(evaluate("or(absent, .twice('b')) + or(twice('a'), 'c')", Json.NULL))
        .hasToString("\"bbaa\"");
    assertThat(evaluate("[1, 2].exists(i, twice(string(i)) == '22')", Json.NULL))
        .hasToString("true");
  }

  /** Declared is only what a text calls, and nobody is to notice. */
  @ParameterizedTest
  @MethodSource("textsByFunction")
  void aTextMeansWhatItMeansWhereEverythingIsDeclared(List<String> texts) throws Exception {
    for (String text : texts) {
      CelValidationResult whole = WHOLE.compile(text);
      if (whole.hasError()) {
        assertThatExceptionOfType(BadExpressionException.class)
            .as(text)
            .isThrownBy(() -> FEW.compile(text))
            .satisfies(e -> assertThat(e.problems()).isEqualTo(problems(text, whole)));
      } else {
        assertThat(FEW.compile(text).type()).as(text).isEqualTo(TYPES.of(whole.getAst()));
      }
    }
  }

  private static List<ExpressionProblem> problems(String text, CelValidationResult whole) {
    return whole.getErrors().stream()
        .map(
            issue ->
                ExpressionProblem.reported(
                    issue, text, Set.of("x"), TYPES.fieldNames(), FunctionLibrary.STANDARD))
        .toList();
  }

  static Stream<List<String>> textsByFunction() {
    Stream<String> extended =
        Stream.concat(
                CelExtensions.strings().functions().stream(),
                CelExtensions.math().functions().stream())
            .map(CelFunctionDecl::name);
    Stream<List<String>> called =
        Stream.concat(CelStandardDeclarations.getAllFunctionNames().stream(), extended)
            .filter(name -> name.matches("[a-zA-Z.]+"))
            .map(
                name ->
                    List.of(
                        "%s(x)".formatted(name),
                        "%s('a')".formatted(name),
                        "%s(x, 2)".formatted(name),
                        name.equals("reverse") ? name : "x.%s()".formatted(name),
                        "'a'.%s('b')".formatted(name),
                        "'a'.%s(1, 2)".formatted(name),
                        name));
    return Stream.concat(called, Stream.of(OPERATORS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice(x)", "twice(x).size() + 1", "[x].map(e, twice(e))"})
  void aFailureKeepsWhatAFunctionThrew(String text) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate(text, Json.of("")))
        .havingRootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .withMessage("the text is empty; give one");
  }

  @Test
  void aLibraryHasTheStandardFunctionsBesideItsOwn() {
    assertThat(evaluate("toJson([twice('a'), or(absent, sha256('a').substring(0, 2))])", Json.NULL))
        .isEqualTo(Json.of("[\"aa\",\"ca\"]"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                FunctionLibrary.of(
                    List.of(new Function("slug", List.of(), Scalar.TEXT, a -> Json.NULL)),
                    new ValueBound(1, 1)))
        .withMessageContaining("slug");
  }
}

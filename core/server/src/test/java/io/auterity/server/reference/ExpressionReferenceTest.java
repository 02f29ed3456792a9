package io.auterity.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.function.ConnectorFunctions;
import io.auterity.platform.expression.ExpressionCompiler;
import io.auterity.platform.expression.FunctionLibrary;
import io.auterity.platform.expression.FunctionUsage;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.workflow.graph.RunNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the reference that lists what expressions may call and read. */
@Tag("generated")
class ExpressionReferenceTest {

  private static final String HEAD =
      """
      # Expressions

      `${…}` in [workflows](../guide/workflow-steps.md#expressions), [triggers](../guide/triggers.md) and [connector files](connector-files.md#expressions) holds
      [CEL](https://cel.dev), and all of them have one library of functions. A text that is exactly one `${…}` keeps the type of its value; inside longer text
      the value becomes text. `$${` is a literal `${`.

      Types, names and fields are checked when a file is applied. A value is never evaluated as an expression again: `${` in an input, an answer or an event is plain
      text. Every example here is evaluated by a test.

      ## Names
      A workflow's expressions read `input`, the ids of earlier steps, the names of items, and these:

      | name | type | meaning | e.g. |
      |---|---|---|---|
      """;

  private static final String NOW =
      """

      Times are CEL timestamps (`now - duration('24h')`, `now.getFullYear()`) and RFC 3339 text where they leave an expression; what is text, as in an input
      or an event, is made one by `timestamp(x)`. `now` is not known in `output`, `each`, `pace`, `when` and labels: a run comes to what it comes to by its journal, at whatever
      time that is read. Read it in a `transform` and then that step. A workflow in which a step or an item is called `now` has no other.

      A trigger reads `event`, one that starts runs at times [`schedule`](../guide/triggers.md#at-times), a connector file [names of its own](connector-files.md#expressions).

      ## Functions
      A function of a list is called on the list. `x` is any name for the item. A function of a text gives null for null.

      | function | what it gives | example | result |
      |---|---|---|---|
      """;

  private static final String CONNECTORS =
      """

      ## Further functions of connector files

      | function | what it gives | example | result |
      |---|---|---|---|
      """;

  private static final String CEL =
      """

      ## CEL's own
      All of CEL's standard functions, its macros, and its extensions for texts and `math`. Those that are used most:

      | example | result |
      |---|---|
      """;

  private static final String BOUNDS =
      """

      ## Bounds
      An expression has at most 20,000 characters and 5,000 parts. What one evaluation makes is bounded: 1,000,000 values and 16,777,216 characters in workflows and triggers,
      100,000 and 12,000,000 in connector files, what it makes on the way among it; and it goes through 1,000,000 items in all. It may read a list of the most values, or a text
      of the most characters, sixteen times; what `reduce` makes may be nested 100 deep, and what `fromJson` reads too. `reduce` that gathers a list makes it anew for each item:
      take `map` and `filter`.

      An integer and a decimal number make a decimal number, and two integers an integer: `7 / 2` is `3`.
      `double(x)` and `int(x)` make one of the other. A decimal number has 15 digits or more, an integer 19.
      """;

  private static final List<Map.Entry<String, String>> OF_CEL =
      List.of(
          Map.entry("[1, 2, 3].filter(x, x > 1)", "[2,3]"),
          Map.entry("[1, 2, 3].map(x, x * 2)", "[2,4,6]"),
          Map.entry("[1, 2, 3].map(x, x > 1, x * 2)", "[4,6]"),
          Map.entry("[1, 2, 3].all(x, x > 0)", "true"),
          Map.entry("[1, 2, 3].exists(x, x > 2)", "true"),
          Map.entry("[1, 2, 3].exists_one(x, x > 2)", "true"),
          Map.entry("2 in [1, 2] && 'a' in {'a': 1}", "true"),
          Map.entry("has({'a': 1}.b)", "false"),
          Map.entry("size([1, 2]) + size('abc')", "5"),
          Map.entry("1 > 2 ? 'more' : 'less'", "\"less\""),
          Map.entry("[1] + [2]", "[1,2]"),
          Map.entry("'a-b'.split('-')", "[\"a\",\"b\"]"),
          Map.entry("['a', 'b'].join(', ')", "\"a, b\""),
          Map.entry("'banana'.replace('a', 'o')", "\"bonono\""),
          Map.entry("' a '.trim() + 'B'.lowerAscii() + 'c'.upperAscii()", "\"abC\""),
          Map.entry("'abc'.substring(1) + 'abc'.substring(0, 2)", "\"bcab\""),
          Map.entry("'abc'.contains('b') && 'abc'.startsWith('a')", "true"),
          Map.entry("'abc'.indexOf('c')", "2"),
          Map.entry("'v1.20'.matches('^v[0-9]+')", "true"),
          Map.entry("int('3') + int(2.9)", "5"),
          Map.entry("double('1.5')", "1.5"),
          Map.entry("7 / 2 + 7 % 2", "4"),
          Map.entry("[math.round(1.5), math.ceil(1.2), math.abs(-1)]", "[2.0,2.0,1]"),
          Map.entry("math.greatest([1, 3, 2])", "3"),
          Map.entry(
              "timestamp('2026-11-30T10:00:00Z') + duration('36h')", "\"2026-12-01T22:00:00Z\""),
          Map.entry("timestamp('2026-11-30T10:00:00Z').getHours('Europe/Berlin')", "11"),
          Map.entry("timestamp('2026-11-30T10:00:00Z').getDayOfWeek()", "1"));

  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void matchesTheFunctions() throws IOException {
    names();
    page.append(NOW);
    List<FunctionUsage> standard = FunctionLibrary.STANDARD.usages();
    functions(FunctionLibrary.STANDARD, standard);
    page.append(CONNECTORS);
    functions(
        ConnectorFunctions.LIBRARY,
        ConnectorFunctions.LIBRARY.usages().stream()
            .filter(usage -> !standard.contains(usage))
            .toList());
    page.append(CEL);
    OF_CEL.forEach(example -> ofCel(example.getKey(), example.getValue()));
    page.append(BOUNDS);

    GeneratedFile.check("docs/reference/expressions.md", page.toString());
  }

  private void names() {
    RunNames.ALL.forEach(
        name ->
            row(
                "`%s`".formatted(name.path()),
                name.type().described(),
                name.meaning(),
                "`%s`".formatted(name.sample())));
  }

  private void functions(FunctionLibrary library, List<FunctionUsage> usages) {
    for (FunctionUsage usage : usages) {
      evaluated(library, usage.example(), usage.value());
      row(
          "`%s`"
              .formatted(
                  usage
                      .signature()
                      .replace(", list.", "`, `list.")
                      .replace(", time.", "`, `time.")),
          usage.meaning(),
          "`%s`".formatted(usage.example()),
          "`%s`".formatted(usage.value()));
    }
  }

  private void ofCel(String example, String value) {
    evaluated(FunctionLibrary.STANDARD, example, value);
    row("`%s`".formatted(example), "`%s`".formatted(value));
  }

  private static void evaluated(FunctionLibrary library, String example, String value) {
    assertThat(new ExpressionCompiler(Map.of(), library).compile(example).evaluate(name -> null))
        .as(example)
        .hasToString(value);
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    assertThat(String.join("", cells)).doesNotContain("|");
  }
}

package io.auterity.platform.expression;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.StringFunction.StringOverload;
import io.auterity.platform.expression.BudgetedFunction.Overload;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The functions that make a text of any value: {@code string}, {@code toJson} and {@code format}.
 * Of what CEL's {@code string} takes it gives the same.
 */
record TextOfValues(TextBudget budget, String name) {

  private static final Map<Class<?>, CelFunctionBinding> OF_CEL =
      Arrays.stream(StringOverload.values())
          .map(
              overload ->
                  overload.newFunctionBinding(
                      FunctionLibrary.OPTIONS,
                      RuntimeEquality.create(RuntimeHelpers.create(), FunctionLibrary.OPTIONS)))
          .collect(
              Collectors.toUnmodifiableMap(
                  each -> each.getArgTypes().getFirst(), each -> each, (one, other) -> one));

  static final List<BudgetedFunction> ALL =
      List.of(
          BudgetedFunction.of(
              new FunctionUsage(
                  "string",
                  "string(any) → text",
                  "The value as text: a text as it is; a list, an object and null as JSON",
                  "'got ' + string({'a': [1, true]})",
                  "\"got {\\\"a\\\":[1,true]}\""),
              Overload.global(
                  "auterity_string",
                  SimpleType.STRING,
                  (budget, a) -> new TextOfValues(budget, "string").text(a[0]),
                  SimpleType.DYN)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "toJson",
                  "toJson(any) → text",
                  "The value as JSON text",
                  "toJson(['a', null])",
                  "\"[\\\"a\\\",null]\""),
              Overload.global(
                  "auterity_toJson_1",
                  SimpleType.STRING,
                  (budget, a) -> new TextOfValues(budget, "toJson").json(a[0]),
                  SimpleType.DYN)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "format",
                  "text.format(list) → text",
                  "The text with the values of the list in place of `%s`, `%d`, `%f`, `%.2f`, `%e`,"
                      + " `%x`, `%X`, `%o` and `%b`, as CEL has them; `%%` is a percent sign",
                  "'%s: %.2f EUR'.format(['Sum', 3.14159])",
                  "\"Sum: 3.14 EUR\""),
              Overload.member(
                      "auterity_format_text",
                      SimpleType.STRING,
                      (budget, a) -> new TextOfValues(budget, "format").formatted(a[0], a[1]),
                      SimpleType.STRING,
                      ListType.create(SimpleType.DYN))
                  .of(String.class, Object.class)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "format",
                  "time.format(pattern) → text, time.format(pattern, zone) → text",
                  "The time by a pattern of Java's `DateTimeFormatter`, in UTC or in a zone",
                  "timestamp('2026-11-30T23:30:00Z').format('yyyy-MM-dd HH:mm', 'Europe/Berlin')",
                  "\"2026-12-01 00:30\""),
              Overload.member(
                      "auterity_format_time",
                      SimpleType.STRING,
                      (budget, a) ->
                          new TextOfValues(budget, "format").formatted(a[0], a[1], "UTC"),
                      SimpleType.TIMESTAMP,
                      SimpleType.STRING)
                  .of(Instant.class, String.class),
              Overload.member(
                      "auterity_format_time_zone",
                      SimpleType.STRING,
                      (budget, a) -> new TextOfValues(budget, "format").formatted(a[0], a[1], a[2]),
                      SimpleType.TIMESTAMP,
                      SimpleType.STRING,
                      SimpleType.STRING)
                  .of(Instant.class, String.class, String.class)));

  private String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    CelFunctionBinding ofCel =
        OF_CEL.get(value instanceof CelByteString ? CelByteString.class : value.getClass());
    if (ofCel == null) {
      return json(value);
    }
    try {
      String text = String.valueOf(ofCel.getDefinition().apply(new Object[] {value}));
      budget.text(text.length());
      return text;
    } catch (CelEvaluationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private String json(Object value) {
    Length least = new Length();
    try {
      String text = CelValues.toJson(value, least).toString();
      budget.text(Math.max(0, text.length() - least.counted));
      return text;
    } catch (EvaluationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** Counts how long a text will be at least, before it is made. */
  private final class Length implements CelValues.Meter {

    private long counted;

    @Override
    public void part() {
      count(1);
    }

    @Override
    public void text(String text) {
      count(text.length());
    }

    private void count(long more) {
      counted += more;
      budget.text(more);
    }
  }

  private String formatted(Object format, Object values) {
    if (!(values instanceof List<?> given)) {
      throw refused("takes a list of values, is given " + CelValues.described(values));
    }
    budget.read((String) format, 1);
    try {
      FormatText parts = FormatText.parse((String) format);
      parts.require(given.size());
      StringBuilder made = new StringBuilder(parts.literals().getFirst());
      for (int place = 0; place < given.size(); place++) {
        String value = value(parts.clauses().get(place), given.get(place));
        budget.text(value.length());
        made.append(value).append(parts.literals().get(place + 1));
      }
      return made.toString();
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private String value(FormatText.Clause clause, Object value) {
    return switch (clause.kind()) {
      case 's' -> text(value);
      case 'd' -> Long.toString(integer(clause, value));
      case 'f' ->
          decimal(clause, value).setScale(clause.digits(), RoundingMode.HALF_UP).toPlainString();
      case 'e' -> String.format(Locale.ROOT, "%." + clause.digits() + "e", decimal(clause, value));
      case 'o' -> Long.toString(integer(clause, value), 8);
      case 'b' -> Long.toString(integer(clause, value), 2);
      case 'X' -> hex(clause, value).toUpperCase(Locale.ROOT);
      default -> hex(clause, value);
    };
  }

  private static long integer(FormatText.Clause clause, Object value) {
    return switch (value) {
      case Long number -> number;
      case Boolean flag when clause.kind() == 'b' -> flag ? 1 : 0;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 ->
          number.longValue();
      default -> throw unfit(clause, "an integer", value);
    };
  }

  private static BigDecimal decimal(FormatText.Clause clause, Object value) {
    return switch (value) {
      case Long number -> BigDecimal.valueOf(number);
      case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
      default -> throw unfit(clause, "a number", value);
    };
  }

  private String hex(FormatText.Clause clause, Object value) {
    if (value instanceof String text) {
      budget.read(text, 1);
      return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    return Long.toString(integer(clause, value), 16);
  }

  private static IllegalArgumentException unfit(
      FormatText.Clause clause, String wanted, Object value) {
    return new IllegalArgumentException(
        "%%%s takes %s, is given %s".formatted(clause.kind(), wanted, CelValues.described(value)));
  }

  private String formatted(Object time, Object pattern, Object zone) {
    try {
      String text = FormatText.ofTime((String) pattern, (String) zone).format((Instant) time);
      budget.text(text.length());
      return text;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException refused(String words) {
    return budget.refused("%s: %s".formatted(name, words));
  }
}

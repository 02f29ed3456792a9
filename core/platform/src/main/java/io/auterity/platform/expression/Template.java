package io.auterity.platform.expression;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value in whose texts expressions stand, each as dollar sign and braces. A text that is
 * exactly one expression becomes its value; inside longer text the value becomes text; everything
 * else is literal, and a doubled dollar sign before a brace is a literal one.
 */
public sealed interface Template {

  /** What is known of the value. */
  ValueType type();

  /**
   * The value.
   *
   * @throws EvaluationException when an expression in it has none
   */
  Json evaluate(Bindings bindings);

  /** Whether an expression in it mentions a name. */
  default boolean reads(String name) {
    return switch (this) {
      case Constant c -> false;
      case Whole(Expression expression) -> expression.reads().contains(name);
      case Text(var literals, List<Expression> expressions) ->
          expressions.stream().anyMatch(each -> each.reads().contains(name));
      case Bounded(Template inner, var most) -> inner.reads(name);
      case ObjectOf(Map<String, Template> fields) ->
          fields.values().stream().anyMatch(field -> field.reads(name));
      case ListOf(List<Template> items) -> items.stream().anyMatch(item -> item.reads(name));
    };
  }

  /** Nothing to evaluate. */
  record Constant(Json value) implements Template {
    @Override
    public ValueType type() {
      return ValueType.of(value).bounded();
    }

    @Override
    public Json evaluate(Bindings bindings) {
      return value;
    }
  }

  /** Exactly one expression. */
  record Whole(Expression expression) implements Template {
    @Override
    public ValueType type() {
      return expression.type();
    }

    @Override
    public Json evaluate(Bindings bindings) {
      return expression.evaluate(bindings);
    }
  }

  /** Text with expressions inside: between each two literals stands one. */
  record Text(List<String> literals, List<Expression> expressions) implements Template {
    public Text {
      literals = List.copyOf(literals);
      expressions = List.copyOf(expressions);
    }

    @Override
    public ValueType type() {
      return ValueType.Scalar.TEXT;
    }

    @Override
    public Json evaluate(Bindings bindings) {
      return Json.of(written(bindings, CelValues.Meter.NONE));
    }

    private String written(Bindings bindings, CelValues.Meter meter) {
      StringBuilder text = new StringBuilder(literals.getFirst());
      for (int i = 0; i < expressions.size(); i++) {
        String scalar = scalar(expressions.get(i), bindings);
        meter.text(scalar);
        text.append(scalar).append(literals.get(i + 1));
      }
      return text.toString();
    }

    private static String scalar(Expression expression, Bindings bindings) {
      return switch (expression.evaluate(bindings)) {
        case Json.Str(String text) -> text;
        case Json.Int number -> number.toString();
        case Json.Dec number -> number.toString();
        case Json.Bool flag -> flag.toString();
        case Json.Null n -> throw notScalar(expression, "null");
        case Json.Arr a -> throw notScalar(expression, "a list");
        case Json.Obj o -> throw notScalar(expression, "an object");
      };
    }

    private static EvaluationException notScalar(Expression expression, String is) {
      return new EvaluationException(
          "'%s' is %s and cannot stand inside text".formatted(expression.text(), is));
    }
  }

  /**
   * A value with expressions in it that is made only as far as it is not too large, what it takes
   * over counted as often as it stands in it.
   */
  record Bounded(Template inner, FunctionLibrary.ValueBound most) implements Template {
    @Override
    public ValueType type() {
      return inner.type();
    }

    @Override
    public Json evaluate(Bindings bindings) {
      return made(inner, bindings, new ValueMeter(most));
    }

    // Counted piece by piece: each expression may make as much as one may.
    private static Json made(Template template, Bindings bindings, ValueMeter meter) {
      return switch (template) {
        case ObjectOf(Map<String, Template> fields) -> {
          Map<String, Json> values = new LinkedHashMap<>();
          fields.forEach(
              (name, field) -> {
                meter.text(name);
                values.put(name, made(field, bindings, meter));
              });
          yield new Json.Obj(values);
        }
        case ListOf(List<Template> items) ->
            new Json.Arr(items.stream().map(item -> made(item, bindings, meter)).toList());
        case Text text -> Json.of(text.written(bindings, meter));
        default -> CelValues.count(template.evaluate(bindings), meter);
      };
    }
  }

  /** An object with a template in some field. */
  record ObjectOf(Map<String, Template> fields) implements Template {
    @Override
    public ValueType type() {
      Map<String, ValueType> types = new LinkedHashMap<>();
      fields.forEach((name, field) -> types.put(name, field.type()));
      return ValueType.Struct.required(types).bounded();
    }

    @Override
    public Json evaluate(Bindings bindings) {
      Map<String, Json> values = new LinkedHashMap<>();
      fields.forEach((name, field) -> values.put(name, field.evaluate(bindings)));
      return new Json.Obj(values);
    }
  }

  /** A list with a template in some item. */
  record ListOf(List<Template> items) implements Template {
    public ListOf {
      items = List.copyOf(items);
    }

    @Override
    public ValueType type() {
      return new ValueType.ListOf(ValueType.common(items.stream().map(Template::type).toList()))
          .bounded();
    }

    @Override
    public Json evaluate(Bindings bindings) {
      List<Json> values = new ArrayList<>(items.size());
      items.forEach(item -> values.add(item.evaluate(bindings)));
      return new Json.Arr(values);
    }
  }
}

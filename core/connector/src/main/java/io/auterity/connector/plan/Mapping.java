package io.auterity.connector.plan;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON value in which expressions stand; what is absent in it leaves no trace. */
sealed interface Mapping {

  /** What is known of the value. */
  ValueType type();

  /** The value; null when it is absent. */
  @Nullable Json of(Values values);

  /** The expressions in it, in their order. */
  default Stream<Expression> expressions() {
    return Stream.empty();
  }

  /** A text: literal, one expression, or expressions inside. */
  record Leaf(Template template, Set<String> reads, String path) implements Mapping {
    @Override
    public ValueType type() {
      return template.type();
    }

    @Override
    public Stream<Expression> expressions() {
      return switch (template) {
        case Template.Whole(Expression expression) -> Stream.of(expression);
        case Template.Text(var literals, List<Expression> expressions) -> expressions.stream();
        default -> Stream.empty();
      };
    }

    @Override
    public @Nullable Json of(Values values) {
      try {
        return template.evaluate(values);
      } catch (EvaluationException e) {
        values.refuse(e, reads, path);
        return null;
      }
    }
  }

  /** Anything but a text, an object or a list. */
  record Constant(Json value) implements Mapping {
    @Override
    public ValueType type() {
      return ValueType.of(value);
    }

    @Override
    public Json of(Values values) {
      return value;
    }
  }

  /** What was refused: nothing more is said of it. */
  record Refused() implements Mapping {
    @Override
    public ValueType type() {
      return ValueType.Scalar.ANY;
    }

    @Override
    public @Nullable Json of(Values values) {
      return null;
    }
  }

  /** How a field takes part in its object. */
  enum Part {
    FIELD,
    /** Left out when it is an object without fields. */
    UNLESS_EMPTY,
    /** Its fields are taken over. */
    FIELDS
  }

  /** One field of an object. */
  record Field(String name, Part part, Mapping value) {}

  /** An object. */
  record ObjectOf(List<Field> fields) implements Mapping {
    @Override
    public Stream<Expression> expressions() {
      return fields.stream().flatMap(field -> field.value().expressions());
    }

    @Override
    public ValueType type() {
      if (fields.stream().anyMatch(field -> field.part() == Part.FIELDS)) {
        return new ValueType.MapOf(ValueType.Scalar.ANY);
      }
      Map<String, ValueType.Struct.Field> types = new LinkedHashMap<>();
      for (Field field : fields) {
        types.put(
            field.name(),
            new ValueType.Struct.Field(field.value().type(), field.part() == Part.FIELD));
      }
      return new ValueType.Struct(types);
    }

    @Override
    public Json of(Values values) {
      Map<String, Json> made = new LinkedHashMap<>();
      for (Field field : fields) {
        Json value = field.value().of(values);
        if (value != null) {
          put(field, value, made);
        }
      }
      return new Json.Obj(made);
    }

    private static void put(Field field, Json value, Map<String, Json> made) {
      switch (field.part()) {
        case FIELD -> made.put(field.name(), value);
        case UNLESS_EMPTY -> {
          if (!value.equals(Json.EMPTY)) {
            made.put(field.name(), value);
          }
        }
        case FIELDS -> {
          if (value instanceof Json.Obj(Map<String, Json> more)) {
            more.forEach(made::putIfAbsent);
          }
        }
      }
    }
  }

  /** A list. */
  record ListOf(List<Mapping> items) implements Mapping {
    @Override
    public Stream<Expression> expressions() {
      return items.stream().flatMap(Mapping::expressions);
    }

    @Override
    public ValueType type() {
      return new ValueType.ListOf(ValueType.common(items.stream().map(Mapping::type).toList()));
    }

    @Override
    public Json of(Values values) {
      List<Json> made = new ArrayList<>();
      for (Mapping item : items) {
        Json value = item.of(values);
        if (value != null) {
          made.add(value);
        }
      }
      return new Json.Arr(made);
    }
  }

  /** The texts that are there, with something between each two; absent when none is. */
  record Joined(String between, List<Mapping> parts) implements Mapping {
    @Override
    public Stream<Expression> expressions() {
      return parts.stream().flatMap(Mapping::expressions);
    }

    @Override
    public ValueType type() {
      return ValueType.Scalar.TEXT;
    }

    @Override
    public @Nullable Json of(Values values) {
      List<String> texts = new ArrayList<>();
      for (Mapping part : parts) {
        if (part.of(values) instanceof Json.Str(String text)) {
          texts.add(text);
        }
      }
      return texts.isEmpty() ? null : Json.of(String.join(between, texts));
    }
  }
}

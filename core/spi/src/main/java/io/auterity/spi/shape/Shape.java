package io.auterity.spi.shape;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mapping of one Java type to JSON: its JSON Schema, serialization and deserialization. */
interface Shape {

  Json.Obj schema();

  /**
   * Makes the Java value. What is wrong is noted in {@code binding}; the value returned is then
   * null.
   */
  @Nullable Object read(Json json, Binding binding);

  Json write(Object value);

  /** What an absent field becomes; null when absence is a null. */
  default @Nullable Object absent() {
    return null;
  }

  /** A list of values of one shape. */
  record ListOf(Shape item) implements Shape {

    @Override
    public Json.Obj schema() {
      return Json.EMPTY.with("type", Json.of("array")).with("items", item.schema());
    }

    @Override
    public @Nullable Object read(Json json, Binding binding) {
      if (!(json instanceof Json.Arr(List<Json> items))) {
        return binding.wrong("must be a list", "found " + Scalar.kindOf(json));
      }
      List<Object> values = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        binding.enterItem(i);
        Object value = item.read(items.get(i), binding);
        if (value != null) {
          values.add(value);
        }
        binding.leave();
      }
      return values;
    }

    @Override
    public Json write(Object value) {
      return Json.array(((List<?>) value).stream().map(item::write).toList());
    }
  }

  /** What an update does to a field: absent keeps, null clears, any other value sets. */
  record ChangeOf(Shape inner) implements Shape {

    @Override
    public Json.Obj schema() {
      return Json.EMPTY.with(
          "anyOf", Json.array(List.of(inner.schema(), Json.EMPTY.with("type", Json.of("null")))));
    }

    @Override
    public @Nullable Object read(Json json, Binding binding) {
      if (json instanceof Json.Null) {
        return Change.clear();
      }
      Object value = inner.read(json, binding);
      return value == null ? null : Change.to(value);
    }

    @Override
    public Json write(Object value) {
      return value instanceof Change.Set<?>(Object set) ? inner.write(set) : Json.NULL;
    }

    @Override
    public Object absent() {
      return Change.keep();
    }
  }

  /** An enum as its name in lower case. */
  final class EnumOf implements Shape {

    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumOf(Class<?> type) {
      for (Object constant : type.getEnumConstants()) {
        constants.put(wire(constant), constant);
      }
    }

    @Override
    public Json.Obj schema() {
      return Json.EMPTY
          .with("type", Json.of("string"))
          .with("enum", Json.array(constants.keySet().stream().map(Json::of).toList()));
    }

    @Override
    public @Nullable Object read(Json json, Binding binding) {
      if (json instanceof Json.Str(String name)) {
        Object constant = constants.get(name);
        return constant != null
            ? constant
            : binding.wrongName("'%s' is not allowed".formatted(name), name, constants.keySet());
      }
      return binding.wrong("must be a text", "use one of " + String.join(", ", constants.keySet()));
    }

    @Override
    public Json write(Object value) {
      return Json.of(wire(value));
    }

    /** The constants by their names in JSON. */
    Map<String, Object> constants() {
      return constants;
    }

    /** The description of a constant; null where it has none. */
    static @Nullable String help(Object constant) {
      Enum<?> named = (Enum<?>) constant;
      try {
        Class<?> type = named.getDeclaringClass();
        Description help = type.getField(named.name()).getAnnotation(Description.class);
        return help == null ? null : help.value();
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String wire(Object constant) {
      return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }
  }
}

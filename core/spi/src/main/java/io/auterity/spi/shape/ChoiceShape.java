package io.auterity.spi.shape;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of several records, those of sealed interfaces within among them; the field {@code type}
 * names which, e.g. {@code tool_call}.
 */
final class ChoiceShape implements Shape {

  private static final String TYPE = "type";

  private final Map<String, Shape> choices = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new LinkedHashMap<>();

  ChoiceShape(Class<?> type, Shapes shapes) {
    add(type, shapes);
  }

  private void add(Class<?> type, Shapes shapes) {
    for (Class<?> choice : type.getPermittedSubclasses()) {
      if (choice.isSealed()) {
        add(choice, shapes);
      } else {
        String name = snake(choice.getSimpleName());
        names.put(choice, name);
        choices.put(name, shapes.whole(choice));
      }
    }
  }

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with(
        "oneOf",
        Json.array(
            choices.entrySet().stream()
                .map(choice -> tagged(choice.getKey(), choice.getValue().schema()))
                .toList()));
  }

  private static Json.Obj tagged(String name, Json.Obj schema) {
    Json.Obj properties = Json.EMPTY.with(TYPE, Json.EMPTY.with("const", Json.of(name)));
    Json.Obj inner = (Json.Obj) schema.fields().getOrDefault("properties", Json.EMPTY);
    for (Map.Entry<String, Json> property : inner.fields().entrySet()) {
      properties = properties.with(property.getKey(), property.getValue());
    }
    Json.Arr required =
        (Json.Arr) schema.fields().getOrDefault("required", Json.array(java.util.List.of()));
    java.util.List<Json> all = new java.util.ArrayList<>(java.util.List.of(Json.of(TYPE)));
    all.addAll(required.items());
    return schema.with("properties", properties).with("required", Json.array(all));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (!(json instanceof Json.Obj object)) {
      return binding.wrong("must be an object", "found " + Scalar.kindOf(json));
    }
    String name = object.text(TYPE);
    Shape choice = name == null ? null : choices.get(name);
    if (name == null || choice == null) {
      return binding.wrongName("needs a valid 'type'", name == null ? "" : name, choices.keySet());
    }
    Map<String, Json> rest = new LinkedHashMap<>(object.fields());
    rest.remove(TYPE);
    return choice.read(new Json.Obj(rest), binding);
  }

  @Override
  public Json write(Object value) {
    String name = names.get(value.getClass());
    Shape choice = name == null ? null : choices.get(name);
    if (name == null || choice == null) {
      throw new IllegalArgumentException("not a choice: " + value.getClass());
    }
    Json.Obj tagged = Json.EMPTY.with(TYPE, Json.of(name));
    for (Map.Entry<String, Json> field : ((Json.Obj) choice.write(value)).fields().entrySet()) {
      tagged = tagged.with(field.getKey(), field.getValue());
    }
    return tagged;
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}

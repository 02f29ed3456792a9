package io.auterity.spi.shape;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record as an object with a field for each component. */
final class RecordShape implements Shape {

  private final Class<?> type;
  private final List<Field> components;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final MethodHandle constructor;

  /**
   * One component of the record.
   *
   * @param others whether it holds the fields that no other component names
   * @param usual what stands for it where it is absent
   */
  record Field(
      String name,
      Shape shape,
      boolean required,
      boolean others,
      @Nullable Json usual,
      @Nullable String help,
      MethodHandle accessor) {

    Json.Obj schema() {
      Json.Obj schema = shape.schema();
      schema = usual == null ? schema : schema.with("default", usual);
      return help == null ? schema : schema.with("description", Json.of(help));
    }

    /** The field that takes a text in place of this one; null where none does. */
    @Nullable String textField() {
      return shape instanceof TextOrListShape list && list.apart() ? list.field() : null;
    }

    /** The fields that the component is: itself, or one for each key of a map by an enum. */
    Stream<Field> each() {
      if (!others || !(shape instanceof MapShape(Shape.EnumOf keys, Shape value))) {
        return Stream.of(this);
      }
      return keys.constants().entrySet().stream()
          .map(
              key -> {
                String own = Shape.EnumOf.help(key.getValue());
                String told = own == null ? help : own;
                return new Field(key.getKey(), value, false, false, null, told, accessor);
              });
    }
  }

  RecordShape(Class<?> type, List<Field> components, MethodHandle constructor) {
    this.type = type;
    this.components = components;
    this.constructor = constructor;
    components.stream().flatMap(Field::each).forEach(field -> fields.put(field.name(), field));
  }

  @Override
  public Json.Obj schema() {
    Json.Obj properties = Json.EMPTY;
    List<Json> required = new ArrayList<>();
    List<Json> either = new ArrayList<>();
    for (Field field : fields.values()) {
      properties = field.others() ? properties : properties.with(field.name(), field.schema());
      String text = field.textField();
      if (text != null) {
        properties = properties.with(text, ((TextOrListShape) field.shape()).textSchema());
      }
      if (field.required() && text != null) {
        either.add(requiring(field.name()));
        either.add(requiring(text));
      } else if (field.required()) {
        required.add(Json.of(field.name()));
      }
    }
    Json.Obj schema = Json.EMPTY.with("type", Json.of("object"));
    Description description = type.getAnnotation(Description.class);
    if (description != null) {
      schema = schema.with("description", Json.of(description.value()));
    }
    schema = schema.with("properties", properties).with("required", Json.array(required));
    schema = either.isEmpty() ? schema : schema.with("oneOf", Json.array(either));
    return schema.with("additionalProperties", Json.of(open()));
  }

  private static Json.Obj requiring(String field) {
    return Json.EMPTY.with("required", Json.array(List.of(Json.of(field))));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (!(json instanceof Json.Obj object)) {
      return binding.wrong("must be an object", "found " + Scalar.kindOf(json));
    }
    if (!open()) {
      for (String name : others(object).fields().keySet()) {
        binding.enterField(name);
        binding.wrongName("no such field", name, names());
        binding.leave();
      }
    }
    Object[] values =
        components.stream()
            .map(
                field ->
                    field.others() ? others(field, object, binding) : read(field, object, binding))
            .toArray();
    return binding.clean() ? construct(values, binding) : null;
  }

  private List<String> names() {
    return fields.values().stream()
        .flatMap(field -> Stream.of(field.name(), field.textField()).filter(Objects::nonNull))
        .toList();
  }

  private boolean open() {
    return fields.values().stream().anyMatch(Field::others);
  }

  private Object others(Field component, Json.Obj object, Binding binding) {
    if (!(component.shape() instanceof MapShape(Shape.EnumOf keys, Shape value))) {
      return others(object);
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    keys.constants()
        .forEach(
            (word, key) -> {
              Field field = Objects.requireNonNull(fields.get(word));
              values.computeIfAbsent(key, none -> read(field, object, binding));
            });
    return values;
  }

  /** The fields of an object that no component names. */
  private Json.Obj others(Json.Obj object) {
    Map<String, Json> others = new LinkedHashMap<>(object.fields());
    fields.values().stream()
        .filter(field -> !field.others())
        .forEach(
            field -> {
              others.remove(field.name());
              others.remove(field.textField());
            });
    return new Json.Obj(others);
  }

  private static @Nullable Object read(Field field, Json.Obj object, Binding binding) {
    Json json = object.get(field.name());
    String textField = field.textField();
    Json text = textField == null ? null : object.get(textField);
    if (text != null && !(text instanceof Json.Null)) {
      return readText(field, text, json, binding);
    }
    boolean clearing = field.shape() instanceof Shape.ChangeOf;
    binding.enterField(field.name());
    try {
      if (json == null || (json instanceof Json.Null && !clearing && !isAny(field))) {
        return absent(field, binding);
      }
      return field.shape().read(json, binding);
    } finally {
      binding.leave();
    }
  }

  private static @Nullable Object readText(
      Field field, Json text, @Nullable Json list, Binding binding) {
    TextOrListShape shape = (TextOrListShape) field.shape();
    binding.enterField(shape.field());
    try {
      return list == null || list instanceof Json.Null
          ? shape.readText(text, binding)
          : binding.wrong("stands beside %s".formatted(field.name()), "leave one of them out");
    } finally {
      binding.leave();
    }
  }

  private static @Nullable Object absent(Field field, Binding binding) {
    if (field.usual() != null) {
      return field.shape().read(field.usual(), binding);
    }
    return field.required()
        ? binding.wrong("is required", "add the field")
        : field.shape().absent();
  }

  private static boolean isAny(Field field) {
    return field.shape() == Scalar.ANY;
  }

  private @Nullable Object construct(Object[] values, Binding binding) {
    try {
      return constructor.invokeWithArguments(values);
    } catch (IllegalArgumentException e) {
      return binding.wrong(String.valueOf(e.getMessage()), "correct the value");
    } catch (CallFailedException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make " + type.getName(), e);
    }
  }

  @Override
  public Json write(Object value) {
    Map<String, Json> object = new LinkedHashMap<>();
    for (Field field : components) {
      Object component = component(field, value);
      if (field.others() && component != null) {
        object.putAll(((Json.Obj) field.shape().write(component)).fields());
      } else if (component != null && !(component instanceof Change.Keep)) {
        object.put(field.name(), field.shape().write(component));
      }
    }
    return new Json.Obj(object);
  }

  private @Nullable Object component(Field field, Object value) {
    try {
      return (Object) field.accessor().invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read %s.%s".formatted(type, field.name()), e);
    }
  }
}

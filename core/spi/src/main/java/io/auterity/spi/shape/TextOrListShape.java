package io.auterity.spi.shape;

import io.auterity.spi.Json;
import io.auterity.spi.OrText;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list, for whose one item a text may stand.
 *
 * @param help what the text becomes
 * @param field the field in which the text is given; empty where it stands in place of the list
 * @param item makes the item of the text
 */
record TextOrListShape(Shape list, String help, String field, MethodHandle item) implements Shape {

  /** The shape of a component of an input, which may be declared to take a text. */
  static Shape of(RecordComponent component, Shape shape) {
    OrText text = component.getAnnotation(OrText.class);
    return text == null
        ? shape
        : new TextOrListShape(shape, text.value(), text.field(), itemOf(component));
  }

  private static MethodHandle itemOf(RecordComponent component) {
    if (!(component.getGenericType() instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> item)) {
      throw new IllegalArgumentException(
          "only a list takes a text, and %s is none".formatted(component));
    }
    try {
      return MethodHandles.publicLookup()
          .unreflect(item.getMethod("ofText", String.class))
          .asType(MethodType.methodType(Object.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("%s has no ofText(String)".formatted(item), e);
    }
  }

  /** Whether the text stands in a field of its own. */
  boolean apart() {
    return !field.isEmpty();
  }

  Json.Obj textSchema() {
    return Json.EMPTY.with("type", Json.of("string")).with("description", Json.of(help));
  }

  @Override
  public Json.Obj schema() {
    return apart()
        ? list.schema()
        : Json.EMPTY.with("anyOf", Json.array(List.of(textSchema(), list.schema())));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    return json instanceof Json.Str(String text) && !apart()
        ? ofText(text)
        : list.read(json, binding);
  }

  /** What stands in the text's own field. */
  @Nullable Object readText(Json json, Binding binding) {
    return json instanceof Json.Str(String text)
        ? ofText(text)
        : binding.wrong("must be a text", "found " + Scalar.kindOf(json));
  }

  private Object ofText(String text) {
    try {
      return List.of(item.invokeExact(text));
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make an item of a text: " + item, e);
    }
  }

  @Override
  public Json write(Object value) {
    return list.write(value);
  }

  @Override
  public @Nullable Object absent() {
    return list.absent();
  }
}

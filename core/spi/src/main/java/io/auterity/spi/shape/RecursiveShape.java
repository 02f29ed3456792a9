package io.auterity.spi.shape;

import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A type where it holds itself: a reference in schemas, and bounded in depth. */
final class RecursiveShape implements Shape {

  private static final int DEEPEST = 32;

  private final String name;

  private volatile @Nullable Shape shape;

  RecursiveShape(String name) {
    this.name = name;
  }

  /** Where a schema defines the type of that name. */
  static String place(String name) {
    return "#/$defs/" + name;
  }

  String name() {
    return name;
  }

  void is(Shape value) {
    shape = value;
  }

  Json.Obj definition() {
    return shape().schema();
  }

  /** What it stands for; itself while that is being made. */
  Shape whole() {
    Shape known = shape;
    return known == null ? this : known;
  }

  private Shape shape() {
    return Objects.requireNonNull(shape);
  }

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with("$ref", Json.of(place(name)));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (!binding.deeper(DEEPEST)) {
      return binding.wrong(
          "must not hold itself more than %d times".formatted(DEEPEST), "nest it less deeply");
    }
    try {
      return shape().read(json, binding);
    } finally {
      binding.shallower();
    }
  }

  @Override
  public Json write(Object value) {
    return shape().write(value);
  }
}

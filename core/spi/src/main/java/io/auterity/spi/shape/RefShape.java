package io.auterity.spi.shape;

import io.auterity.spi.Json;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a resource. A result always names the provider, unless another kind holds the
 * resource; an input may leave it out, and may then be the id alone.
 *
 * @param object its shape as an object, whose provider may be absent
 * @param kind the other kind that holds the resource; null for the operation's own
 */
record RefShape(Shape object, boolean asked, @Nullable String kind) implements Shape {

  /** The shape of a component, which may be declared to name a resource of another kind. */
  static Shape of(RecordComponent component, Shape shape) {
    OfKind other = component.getAnnotation(OfKind.class);
    if (other == null) {
      return shape;
    }
    if (!(shape instanceof RefShape(Shape object, boolean asked, String own))) {
      throw new IllegalArgumentException(
          "only a Ref is of another kind, and %s is none".formatted(component));
    }
    return new RefShape(object, asked, other.value());
  }

  @Override
  public Json.Obj schema() {
    Json.Obj whole = object.schema();
    if (!asked) {
      return kind == null
          ? whole.with("required", Json.array(List.of(Json.of("provider"), Json.of("id"))))
          : whole;
    }
    Json.Obj id = text("type", "string").with("description", Json.of(idWords()));
    return text("description", words()).with("anyOf", Json.array(List.of(id, whole)));
  }

  private String idWords() {
    return kind == null
        ? "Its id at the provider that the call goes to"
        : "Its id, as the vendor of this operation's provider knows it";
  }

  private String words() {
    return kind == null
        ? "A resource by its id, or with the one provider to ask"
        : "A resource of the kind %s; the call goes to a provider of its own kind".formatted(kind);
  }

  private static Json.Obj text(String name, String value) {
    return Json.EMPTY.with(name, Json.of(value));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    return switch (json) {
      case Json.Str(String id) when asked && !id.isBlank() -> Ref.of(id);
      case Json.Obj whole -> object.read(whole, binding);
      default ->
          binding.wrong(
              "must name a resource",
              "give its id as a text, or an object with provider and id; found "
                  + Scalar.kindOf(json));
    };
  }

  @Override
  public Json write(Object value) {
    Ref ref = (Ref) value;
    return asked && ref.provider() == null ? Json.of(ref.id()) : object.write(ref);
  }
}

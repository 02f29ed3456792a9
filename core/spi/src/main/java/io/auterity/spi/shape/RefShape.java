package io.auterity.spi.shape;

import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a resource. A result always names the provider; an input may leave it out, and may
 * then be the id alone.
 *
 * @param object its shape as an object, whose provider may be absent
 */
record RefShape(Shape object, boolean asked) implements Shape {

  @Override
  public Json.Obj schema() {
    Json.Obj whole = object.schema();
    if (!asked) {
      return whole.with("required", Json.array(List.of(Json.of("provider"), Json.of("id"))));
    }
    Json.Obj id =
        Json.EMPTY
            .with("type", Json.of("string"))
            .with("description", Json.of("Its id at the provider that the call goes to"));
    return Json.EMPTY
        .with("description", Json.of("A resource by its id, or with the one provider to ask"))
        .with("anyOf", Json.array(List.of(id, whole)));
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

package io.auterity.spi.shape;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object whose fields are not known before: a map to values of one shape, in order.
 *
 * @param name of each field: a text, or an enum
 */
record MapShape(Shape name, Shape value) implements Shape {

  private static final String SECRET = "writeOnly";

  @Override
  public Json.Obj schema() {
    Json.Obj inner = value.schema();
    Json.Obj schema = Json.EMPTY.with("type", Json.of("object"));
    if (name != Scalar.TEXT) {
      schema = schema.with("propertyNames", name.schema());
    }
    Json secret = inner.get(SECRET);
    schema = schema.with("additionalProperties", inner);
    return secret == null ? schema : schema.with(SECRET, secret);
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (!(json instanceof Json.Obj(Map<String, Json> fields))) {
      return binding.wrong("must be an object", "found " + Scalar.kindOf(json));
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    fields.forEach(
        (key, field) -> {
          binding.enterField(key);
          Object named = name.read(Json.of(key), binding);
          Object read = named == null ? null : value.read(field, binding);
          if (named != null && read != null) {
            values.put(named, read);
          }
          binding.leave();
        });
    return values;
  }

  @Override
  public Json write(Object map) {
    Map<String, Json> fields = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((key, item) -> fields.put(text(name.write(key)), value.write(item)));
    return new Json.Obj(fields);
  }

  private static String text(Json name) {
    return ((Json.Str) name).value();
  }
}

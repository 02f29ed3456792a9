package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from text to values of one shape, in order. */
record MapShape(Shape value) implements Shape {

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with("type", Json.of("object")).with("additionalProperties", value.schema());
  }

  @Override
  public @Nullable Object read(Json json, Reading reading) {
    if (!(json instanceof Json.Obj(Map<String, Json> fields))) {
      return reading.wrong("must be an object", "found " + Scalar.kindOf(json));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          reading.enterField(name);
          Object read = value.read(field, reading);
          if (read != null) {
            values.put(name, read);
          }
          reading.leave();
        });
    return values;
  }

  @Override
  public Json write(Object map) {
    Map<String, Json> fields = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((name, item) -> fields.put((String) name, value.write(item)));
    return new Json.Obj(fields);
  }
}

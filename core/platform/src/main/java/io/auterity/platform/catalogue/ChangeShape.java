package io.auterity.platform.catalogue;

import io.auterity.spi.Change;
import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** What an update does to a field: absent keeps, null clears, any other value sets. */
record ChangeShape(Shape inner) implements Shape {

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with(
        "anyOf",
        Json.array(java.util.List.of(inner.schema(), Json.EMPTY.with("type", Json.of("null")))));
  }

  @Override
  public @Nullable Object read(Json json, Reading reading) {
    if (json instanceof Json.Null) {
      return Change.clear();
    }
    Object value = inner.read(json, reading);
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

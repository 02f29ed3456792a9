package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of values of one shape. */
record ListShape(Shape item) implements Shape {

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with("type", Json.of("array")).with("items", item.schema());
  }

  @Override
  public @Nullable Object read(Json json, Reading reading) {
    if (!(json instanceof Json.Arr(List<Json> items))) {
      return reading.wrong("must be a list", "found " + Scalar.kindOf(json));
    }
    List<Object> values = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      reading.enterItem(i);
      Object value = item.read(items.get(i), reading);
      if (value != null) {
        values.add(value);
      }
      reading.leave();
    }
    return values;
  }

  @Override
  public Json write(Object value) {
    return Json.array(((List<?>) value).stream().map(item::write).toList());
  }
}

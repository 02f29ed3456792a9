package io.auterity.platform.expression;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any JSON values. */
final class JsonValues {

  private JsonValues() {}

  static Arbitrary<Json> any() {
    return any(3);
  }

  static Arbitrary<Json> scalar() {
    return Arbitraries.oneOf(
        Arbitraries.just(Json.NULL),
        Arbitraries.of(true, false).map(Json::of),
        Arbitraries.longs().map(Json::of),
        Arbitraries.doubles().map(Json::of),
        Arbitraries.strings().ofMaxLength(8).map(Json::of));
  }

  private static Arbitrary<Json> any(int depth) {
    if (depth == 0) {
      return scalar();
    }
    Arbitrary<Json> inner = any(depth - 1);
    return Arbitraries.oneOf(
        scalar(),
        inner.list().ofMaxSize(4).map(Json.Arr::new),
        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), inner)
            .ofMaxSize(4)
            .map(Json.Obj::new));
  }

  static Json.Obj object(Object... namesAndValues) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], json(namesAndValues[i + 1]));
    }
    return new Json.Obj(fields);
  }

  private static Json json(Object value) {
    return switch (value) {
      case Json json -> json;
      case String text -> Json.of(text);
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number);
      case Boolean flag -> Json.of(flag);
      case Double number -> Json.of(number);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}

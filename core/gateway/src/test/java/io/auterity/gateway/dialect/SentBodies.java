package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Bodies that are sent to a vendor, as they are compared: only what they say counts. */
public final class SentBodies {

  private SentBodies() {}

  /**
   * What a body says.
   *
   * @param same makes one of all ways to say the value of a field; null drops it
   */
  public static Json said(Json body, BiFunction<String, Json, Json> same) {
    return switch (body) {
      case Json.Int(long whole) -> Json.of((double) whole);
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(item -> said(item, same)).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> said = new LinkedHashMap<>();
        fields.forEach(
            (name, value) -> {
              Json one = same.apply(name, value);
              if (one != null) {
                said.put(name, said(one, same));
              }
            });
        yield new Json.Obj(said);
      }
      default -> body;
    };
  }
}

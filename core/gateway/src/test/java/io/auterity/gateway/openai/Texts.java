package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.DataUrl;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The texts in a request whose loss a vendor would notice. */
public final class Texts {

  private static final Set<String> SPELLING = Set.of("role", "type", "format");

  private Texts() {}

  public static Stream<String> of(Json value) {
    return switch (value) {
      case Json.Str(String text) -> Stream.of(withoutHead(text));
      case Json.Arr(List<Json> items) -> items.stream().flatMap(Texts::of);
      case Json.Obj(Map<String, Json> fields) ->
          fields.entrySet().stream()
              .filter(field -> !SPELLING.contains(field.getKey()))
              .flatMap(field -> of(field.getValue()));
      default -> Stream.empty();
    };
  }

  // The canonical form keeps the bytes of a data URL apart from its media type.
  private static String withoutHead(String text) {
    return DataUrl.read(text).map(DataUrl::base64).orElse(text);
  }
}

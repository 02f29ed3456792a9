package io.auterity.plugins.http;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters of a query or form as {@code application/x-www-form-urlencoded} text. */
final class QueryText {

  private QueryText() {}

  /**
   * The text of parameters in their order; a list is one parameter for each item, and null is none.
   *
   * @param field names them in a refusal
   * @throws io.auterity.spi.CallFailedException {@code invalid} when a value is an object
   */
  static String of(String field, Json.Obj parameters) {
    List<String> pairs = new ArrayList<>();
    parameters
        .fields()
        .forEach(
            (name, value) -> {
              List<Json> items = value instanceof Json.Arr(List<Json> list) ? list : List.of(value);
              items.forEach(item -> add(pairs, field + "." + name, name, item));
            });
    return String.join("&", pairs);
  }

  private static void add(List<String> pairs, String field, String name, Json value) {
    switch (value) {
      case Json.Null ignored -> {}
      case Json.Str(String text) -> pairs.add(pair(name, text));
      case Json.Obj ignored -> throw refused(field);
      case Json.Arr ignored -> throw refused(field);
      default -> pairs.add(pair(name, value.toString()));
    }
  }

  private static RuntimeException refused(String field) {
    return Refusal.invalid(field, "must be a text, a number, a truth value or a list of these");
  }

  private static String pair(String name, String value) {
    return encoded(name) + "=" + encoded(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A query with one parameter in place of all of its name. */
  static String with(@Nullable String query, String name, String value) {
    String own = encoded(name) + "=";
    List<String> pairs = new ArrayList<>();
    for (String pair :
        query == null || query.isEmpty() ? List.<String>of() : List.of(query.split("&"))) {
      if (!pair.startsWith(own)) {
        pairs.add(pair);
      }
    }
    pairs.add(own + encoded(value));
    return String.join("&", pairs);
  }
}

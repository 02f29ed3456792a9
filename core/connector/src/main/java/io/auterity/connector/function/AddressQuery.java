package io.auterity.connector.function;

import io.auterity.spi.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters in the query of an address, as they were before they were escaped. */
final class AddressQuery {

  /** Names and values; of a name that stands twice the first. None when there is no query. */
  static Json.Obj read(String address) {
    Map<String, Json> parameters = new LinkedHashMap<>();
    String target = address.replaceFirst("#.*", "");
    int query = target.indexOf('?');
    if (query >= 0) {
      for (String pair : target.substring(query + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.putIfAbsent(
            decoded(parts[0]), Json.of(parts.length < 2 ? "" : decoded(parts[1])));
      }
    }
    parameters.remove("");
    return new Json.Obj(parameters);
  }

  // What is no escape stays as the vendor wrote it.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}

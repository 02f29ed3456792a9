package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a vendor got it.
 *
 * @param path without the query
 * @param query empty where there is none
 * @param headers by name in small letters
 */
public record Asked(
    String method, String path, String query, Map<String, String> headers, Json.Obj body) {

  /** The model that is asked. */
  public String model() {
    String named = body.text("model");
    if (named != null) {
      return named;
    }
    int from = path.lastIndexOf('/') + 1;
    int to = path.indexOf(':', from);
    return path.substring(from, to < 0 ? path.length() : to);
  }

  /** Whether a field of the body is there and says something. */
  public boolean has(String name) {
    Json value = body.get(name);
    return value != null && !value.equals(Json.NULL);
  }

  /** Texts of the body. */
  public List<String> texts(String place) {
    return Places.texts(body, place);
  }

  /** Objects of the body. */
  public List<Json.Obj> objects(String place) {
    return Places.objects(body, place);
  }

  /** A number of the body; null where there is none. */
  public @Nullable Double number(String place) {
    for (Json one : Places.at(body, place)) {
      if (one instanceof Json.Int(long value)) {
        return (double) value;
      }
      if (one instanceof Json.Dec(double value)) {
        return value;
      }
    }
    return null;
  }

  /** A field of the body that is true. */
  public boolean is(String name) {
    return Json.of(true).equals(body.get(name));
  }
}

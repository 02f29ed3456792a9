package io.auterity.server;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the server answered. */
public record Reply(int status, HttpHeaders headers, String body) {

  private static final JsonReader READER = new JsonReader(1_000_000);

  public Json.Obj json() {
    return READER.readObject(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The text at a path of names and indexes, e.g. {@code items.0.id}. */
  public String text(String path) {
    return at(path) instanceof Json.Str(String text)
        ? text
        : Objects.toString(at(path), "nothing at " + path);
  }

  /** The value at a path; {@code null} in JSON when there is none. */
  public Json at(String path) {
    Json at = json();
    for (String step : path.split("\\.", -1)) {
      at =
          switch (at) {
            case Json.Obj object -> Objects.requireNonNullElse(object.get(step), Json.NULL);
            case Json.Arr(var items) -> items.get(Integer.parseInt(step));
            default -> Json.NULL;
          };
    }
    return at;
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  @Override
  public String toString() {
    return status + " " + body;
  }
}

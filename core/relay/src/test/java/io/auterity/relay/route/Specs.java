package io.auterity.relay.route;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;

/** Routes for tests, written as a user writes them. */
public final class Specs {

  private static final JsonReader READER = new JsonReader(100_000);

  private Specs() {}

  /** Reads JSON in which single quotes stand for double ones. */
  public static Json.Obj spec(String json) {
    return READER.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  public static Route route(String id, String json) {
    return new RouteReader(spec(json)).read(id, 1);
  }
}

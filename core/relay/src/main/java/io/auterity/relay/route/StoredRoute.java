package io.auterity.relay.route;

import io.auterity.platform.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * A route as text, from which the same route can be compiled again.
 *
 * @param spec JSON text
 */
public record StoredRoute(String id, int version, String spec) {

  private static final JsonReader READER = new JsonReader(1_000_000);

  public static StoredRoute of(Route route) {
    return new StoredRoute(route.id(), route.version(), route.spec().toString());
  }

  public Route compiled() {
    byte[] text = spec.getBytes(StandardCharsets.UTF_8);
    return new RouteReader(READER.readObject(text)).read(id, version);
  }
}

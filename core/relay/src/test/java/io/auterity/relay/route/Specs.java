package io.auterity.relay.route;

import io.auterity.platform.json.SingleQuoted;
import io.auterity.spi.Json;

/** Routes for tests, written as a user writes them. */
public final class Specs {

  private Specs() {}

  /** Reads JSON in which single quotes stand for double ones. */
  public static Json.Obj spec(String json) {
    return SingleQuoted.json(json);
  }

  public static Route route(String id, String json) {
    return new RouteReader(spec(json)).read(id, 1);
  }
}

package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;

/** Models as resources: {@code models/NAME}. */
final class ModelName {

  static final String PREFIX = "models/";

  /** The model that a path names; bodies of any dialect refuse the same. */
  static String of(String named) {
    RequestFields model = new RequestFields("");
    model.put("model", Json.of(bare(named)));
    return model.model();
  }

  /** Takes the model that a body names as well; it must be that of the path. */
  static void requireSame(RequestFields body, String named) {
    String again = body.text("model");
    if (again != null && !bare(again).equals(bare(named))) {
      throw FieldRefusals.invalid(body.at("model"), "must be that of the path");
    }
  }

  static String bare(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }
}

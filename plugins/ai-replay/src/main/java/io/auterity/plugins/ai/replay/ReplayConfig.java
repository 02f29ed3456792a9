package io.auterity.plugins.ai.replay;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;

/**
 * What a provider is configured with.
 *
 * @param model whose answers were recorded
 * @param speed how many times faster than recorded it answers
 */
record ReplayConfig(String model, double speed) {

  static ReplayConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String model = fields.text("model");
    if (model.isBlank()) {
      throw Refusal.invalid("model", "must not be empty");
    }
    double speed = fields.optionalNumber("speed").orElse(1.0);
    if (speed <= 0) {
      throw Refusal.invalid("speed", "must be more than 0, not " + speed);
    }
    return new ReplayConfig(model, speed);
  }
}

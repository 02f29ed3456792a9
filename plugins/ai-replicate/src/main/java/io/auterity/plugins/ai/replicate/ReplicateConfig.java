package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.ReplicateEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.util.Optional;

/**
 * What a provider is configured with.
 *
 * @param model the one that is asked to classify
 * @param imageModel the one that makes pictures when an input names none
 * @param waitSeconds how long the vendor may hold back its first reply
 */
record ReplicateConfig(
    ReplicateEndpoint endpoint,
    Optional<String> model,
    Optional<String> imageModel,
    int waitSeconds) {

  private static final String URL = "https://api.replicate.com/v1";
  private static final int USUAL_WAIT = 5;
  private static final int LONGEST_WAIT = 60;

  static ReplicateConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String url = fields.optionalText("url").orElse(URL);
    return new ReplicateConfig(
        new ReplicateEndpoint(EndpointUrl.read("url", url, URL)),
        fields.optionalText("model"),
        fields.optionalText("imageModel"),
        waitSeconds(fields));
  }

  private static int waitSeconds(Fields fields) {
    double value = fields.optionalNumber("waitSeconds").orElse((double) USUAL_WAIT);
    if (value < 0 || value > LONGEST_WAIT || value != Math.rint(value)) {
      throw Refusal.invalid("waitSeconds", "must be a whole number from 0 to " + LONGEST_WAIT);
    }
    return (int) value;
  }
}

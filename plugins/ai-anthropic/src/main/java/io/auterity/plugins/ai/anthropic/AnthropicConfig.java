package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.VertexPlace;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Optional;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked to classify
 */
record AnthropicConfig(AnthropicEndpoint endpoint, Optional<String> model) {

  private static final String URL = "https://api.anthropic.com/v1";
  private static final String VERTEX_VERSION = "vertex-2023-10-16";
  private static final int MAX_TOKENS = 4_096;

  static AnthropicConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String url = fields.optionalText("url").orElse(URL);
    return new AnthropicConfig(
        new AnthropicEndpoint(
            EndpointUrl.read("url", url, URL),
            fields.optionalText("version").orElse("2023-06-01"),
            betas(fields),
            maxTokens(fields)),
        fields.optionalText("model"));
  }

  /** Of a project at Vertex AI. */
  static AnthropicConfig ofVertex(Json.Obj config) {
    Fields fields = Fields.of(config);
    VertexPlace place = VertexPlace.of(fields);
    return new AnthropicConfig(
        new AnthropicEndpoint(
            place.url(), VERTEX_VERSION, betas(fields), maxTokens(fields), place.home()),
        fields.optionalText("model"));
  }

  private static List<String> betas(Fields fields) {
    List<String> betas = fields.texts("betas");
    if (!betas.stream().allMatch(AnthropicEndpoint::isBeta)) {
      throw Refusal.invalid("betas", "must be names such as context-1m-2025-08-07");
    }
    return betas;
  }

  private static int maxTokens(Fields fields) {
    double value = fields.optionalNumber("maxTokens").orElse((double) MAX_TOKENS);
    if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw Refusal.invalid("maxTokens", "must be a whole number of at least 1");
    }
    return (int) value;
  }
}

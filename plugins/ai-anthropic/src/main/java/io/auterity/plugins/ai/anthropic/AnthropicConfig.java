package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
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
  private static final int MAX_TOKENS = 4_096;

  static AnthropicConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String url = fields.optionalText("url").orElse(URL);
    List<String> betas = fields.texts("betas");
    if (!betas.stream().allMatch(AnthropicEndpoint::isBeta)) {
      throw Refusal.invalid("betas", "must be names such as context-1m-2025-08-07");
    }
    return new AnthropicConfig(
        new AnthropicEndpoint(
            EndpointUrl.read("url", url, URL),
            fields.optionalText("version").orElse("2023-06-01"),
            betas,
            maxTokens(fields)),
        fields.optionalText("model"));
  }

  private static int maxTokens(Fields fields) {
    double value = fields.optionalNumber("maxTokens").orElse((double) MAX_TOKENS);
    if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw Refusal.invalid("maxTokens", "must be a whole number of at least 1");
    }
    return (int) value;
  }
}

package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked when an input names none
 */
record OpenAiConfig(OpenAiEndpoint endpoint, Optional<String> model) {

  private static final String URL = "https://api.openai.com/v1";
  private static final List<String> TOKEN_LIMITS = List.of("max_completion_tokens", "max_tokens");

  static OpenAiConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    URI url = EndpointUrl.read("url", fields.optionalText("url").orElse(URL), URL);
    String tokenLimit = fields.optionalText("tokenLimit").orElse(TOKEN_LIMITS.getFirst());
    if (!TOKEN_LIMITS.contains(tokenLimit)) {
      throw Refusal.invalid("tokenLimit", "must be one of " + String.join(", ", TOKEN_LIMITS));
    }
    return new OpenAiConfig(new OpenAiEndpoint(url, tokenLimit), fields.optionalText("model"));
  }
}

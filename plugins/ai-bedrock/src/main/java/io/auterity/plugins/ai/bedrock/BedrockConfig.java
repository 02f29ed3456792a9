package io.auterity.plugins.ai.bedrock;

import io.auterity.plugins.ai.bedrock.wire.BedrockEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a provider is configured with.
 *
 * @param endpoint where to ask
 * @param model the one that is asked to classify
 * @param inputType what vectors of Cohere's models are made for
 */
record BedrockConfig(BedrockEndpoint endpoint, Optional<String> model, String inputType) {

  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
  private static final List<String> INPUT_TYPES =
      List.of("search_document", "search_query", "classification", "clustering");
  private static final String EXAMPLE = "https://bedrock-runtime.eu-central-1.amazonaws.com";

  static BedrockConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String region = fields.text("region");
    if (!REGION.matcher(region).matches()) {
      throw Refusal.invalid("region", "must be a region of AWS such as eu-central-1");
    }
    Optional<String> url = fields.optionalText("url");
    String runtime = url.orElse("https://bedrock-runtime.%s.amazonaws.com".formatted(region));
    String control =
        fields
            .optionalText("controlUrl")
            .or(() -> url)
            .orElse("https://bedrock.%s.amazonaws.com".formatted(region));
    return new BedrockConfig(
        new BedrockEndpoint(read("url", runtime), read("controlUrl", control)),
        fields.optionalText("model"),
        inputType(fields));
  }

  private static String inputType(Fields fields) {
    String type = fields.optionalText("inputType").orElse(INPUT_TYPES.getFirst());
    if (!INPUT_TYPES.contains(type)) {
      throw Refusal.invalid("inputType", "must be one of " + INPUT_TYPES);
    }
    return type;
  }

  private static URI read(String field, String url) {
    return EndpointUrl.read(field, url, EXAMPLE);
  }
}

package io.auterity.plugins.ai.bedrock;

import io.auterity.plugins.ai.bedrock.wire.BedrockEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The configuration of an Amazon Bedrock provider. */
public record BedrockConfig(
    @Description("Region of AWS, e.g. eu-central-1") @TextForm(pattern = "^[a-z0-9]+(-[a-z0-9]+)+$")
        String region,
    @Description(
            "Address of the runtime, where it is not https://bedrock-runtime.REGION.amazonaws.com")
        @TextForm(format = "uri", pattern = "^https?://")
        @Nullable String url,
    @Description(
            "Address that lists models; url when that is set, else"
                + " https://bedrock.REGION.amazonaws.com")
        @TextForm(format = "uri", pattern = "^https?://")
        @Nullable String controlUrl,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model,
    @Description("What vectors of Cohere's models are made for")
        @Default("search_document")
        @TextForm(oneOf = {"search_document", "search_query", "classification", "clustering"})
        String inputType) {

  private static final String EXAMPLE = "https://bedrock-runtime.eu-central-1.amazonaws.com";

  BedrockEndpoint endpoint() {
    String runtime =
        url == null ? "https://bedrock-runtime.%s.amazonaws.com".formatted(region) : url;
    String elsewhere = url == null ? "https://bedrock.%s.amazonaws.com".formatted(region) : url;
    return new BedrockEndpoint(
        read("url", runtime), read("controlUrl", controlUrl == null ? elsewhere : controlUrl));
  }

  private static URI read(String field, String url) {
    return EndpointUrl.read(field, url, EXAMPLE);
  }
}

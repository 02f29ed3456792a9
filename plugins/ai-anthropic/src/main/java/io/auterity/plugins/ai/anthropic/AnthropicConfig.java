package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of Anthropic's own API. */
public record AnthropicConfig(
    @Description("Address of the endpoint, up to and with its version")
        @Default(AnthropicConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Version of the API, sent as anthropic-version")
        @Default("2023-06-01")
        @TextForm(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        String version,
    @Description("Features in test that every call may use, sent as anthropic-beta")
        @TextForm(pattern = AnthropicConfig.BETA)
        @Nullable List<String> betas,
    @Description("Longest answer where a call names none; this API needs one")
        @Default("4096")
        @Range(least = 1)
        int maxTokens,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model) {

  static final String BETA = "^[A-Za-z0-9._-]+$";
  static final String URL = "https://api.anthropic.com/v1";

  AnthropicEndpoint endpoint() {
    return new AnthropicEndpoint(
        EndpointUrl.read("url", url, URL),
        version,
        Objects.requireNonNullElse(betas, List.of()),
        maxTokens);
  }
}

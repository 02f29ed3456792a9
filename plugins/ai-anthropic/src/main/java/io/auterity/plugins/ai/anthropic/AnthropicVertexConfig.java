package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.ai.VertexPlace;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of Anthropic's models in a project at Vertex AI. */
public record AnthropicVertexConfig(
    @Description(
            "Address of the API, up to and with its version; that of a location keeps data there,"
                + " e.g. https://europe-west4-aiplatform.googleapis.com/v1")
        @Default(VertexPlace.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Id of the project that asks and pays") @TextForm(pattern = VertexPlace.PROJECT)
        String project,
    @Description("Needed only where the host of url does not tell it")
        @TextForm(pattern = VertexPlace.LOCATION)
        @Nullable String location,
    @Description("Features in test that every call may use, sent as anthropic-beta")
        @TextForm(pattern = AnthropicConfig.BETA)
        @Nullable List<String> betas,
    @Description("Longest answer where a call names none; this API needs one")
        @Default("4096")
        @Range(least = 1)
        int maxTokens,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model) {

  private static final String VERSION = "vertex-2023-10-16";

  AnthropicEndpoint endpoint() {
    VertexPlace place = VertexPlace.of(url, project, location);
    return new AnthropicEndpoint(
        place.url(),
        VERSION,
        Objects.requireNonNullElse(betas, List.of()),
        maxTokens,
        place.home());
  }
}

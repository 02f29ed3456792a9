package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of an endpoint that speaks the OpenAI dialect. */
public record OpenAiConfig(
    @Description("Address of the endpoint, up to and with its version")
        @Default(OpenAiConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description(
            "Model that text.classify and object.create ask, and embedding.create when its input"
                + " names none")
        @TextForm(least = 1)
        @Nullable String model,
    @Description("Name of the field for the longest answer; older endpoints know max_tokens only")
        @Default("max_completion_tokens")
        @TextForm(oneOf = {"max_completion_tokens", "max_tokens"})
        String tokenLimit,
    @Description("Which API answers chats; some models have the Responses API only")
        @Default("chat")
        @TextForm(oneOf = {"chat", "responses"})
        String api,
    @Description(
            "Fields that OpenAI does not take and this endpoint does; others are left out, and"
                + " told")
        @TextForm(oneOf = "top_k")
        @Nullable List<String> takes) {

  static final String URL = "https://api.openai.com/v1";

  OpenAiEndpoint endpoint(VendorTraits traits) {
    List<String> further = Objects.requireNonNullElse(takes, List.of());
    return new OpenAiEndpoint(
        EndpointUrl.read("url", url, URL), tokenLimit, traits.taking(further), null);
  }
}

package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of the Gemini API. */
public record GeminiConfig(
    @Description("Address of the API, up to and with its version")
        @Default(GeminiConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description(
            "Model that text.classify and object.create ask, and embedding.create when its input"
                + " names none")
        @TextForm(least = 1)
        @Nullable String model) {

  static final String URL = "https://generativelanguage.googleapis.com/v1beta";

  GoogleEndpoint endpoint() {
    return GoogleEndpoint.gemini(EndpointUrl.read("url", url, URL));
  }
}

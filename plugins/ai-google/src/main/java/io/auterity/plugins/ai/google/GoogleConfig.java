package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.ai.VertexPlace;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.net.URI;
import java.util.Optional;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked to classify, and to embed where a call names none
 */
record GoogleConfig(GoogleEndpoint endpoint, Optional<String> model) {

  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";

  static GoogleConfig ofGemini(Json.Obj config) {
    Fields fields = Fields.of(config);
    URI url = EndpointUrl.read("url", fields.optionalText("url").orElse(GEMINI), GEMINI);
    return new GoogleConfig(GoogleEndpoint.gemini(url), fields.optionalText("model"));
  }

  static GoogleConfig ofVertex(Json.Obj config) {
    Fields fields = Fields.of(config);
    VertexPlace place = VertexPlace.of(fields);
    return new GoogleConfig(
        GoogleEndpoint.vertex(place.url(), place.home()), fields.optionalText("model"));
  }
}

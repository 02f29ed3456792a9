package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.ai.VertexPlace;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of Google's models in a project at Vertex AI. */
public record VertexConfig(
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
    @Description(
            "Model that text.classify and object.create ask, and embedding.create when its input"
                + " names none")
        @TextForm(least = 1)
        @Nullable String model) {

  GoogleEndpoint endpoint() {
    VertexPlace place = VertexPlace.of(url, project, location);
    return GoogleEndpoint.vertex(place.url(), place.home());
  }
}

package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.ReplicateEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import org.jspecify.annotations.Nullable;

/** The configuration of a Replicate provider. */
public record ReplicateConfig(
    @Description("Address of the endpoint, up to and with its version")
        @Default(ReplicateConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model,
    @Description("Model of image.create when its input names none") @TextForm(least = 1)
        @Nullable String imageModel,
    @Description(
            "How long the vendor may hold back its first reply; until that has come, a prediction"
                + " cannot be cancelled")
        @Default("5")
        @Range(least = 0, most = 60)
        int waitSeconds) {

  static final String URL = "https://api.replicate.com/v1";

  ReplicateEndpoint endpoint() {
    return new ReplicateEndpoint(EndpointUrl.read("url", url, URL));
  }
}

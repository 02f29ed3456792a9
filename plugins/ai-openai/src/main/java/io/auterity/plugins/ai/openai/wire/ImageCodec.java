package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;

/** {@code POST images/generations}. */
public record ImageCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<ImageRequest, Images> {

  @Override
  public WireRequest encode(ImageRequest request) {
    return endpoint.post(
        "images/generations",
        new Json.Obj(
            endpoint
                .traits()
                .media()
                .pictures(
                    ImageJson.fields(
                        request.model(), request.prompt(), request.style(), request.extra()))));
  }

  @Override
  public Images decode(WireResponse response) {
    return ImageJson.read(response);
  }
}

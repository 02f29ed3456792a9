package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.StreamCodec;

/**
 * {@code POST api/pull}: the server fetches a model; a pull that was broken off goes on.
 *
 * @param model that is pulled, since the reply does not name it
 */
public record OllamaPullCodec(OllamaEndpoint endpoint, String model)
    implements StreamCodec<ModelPull, ModelEvent> {

  @Override
  public WireRequest encode(ModelPull input) {
    return endpoint.post(
        "pull", Json.EMPTY.with("model", Json.of(input.id())).with("stream", Json.of(true)));
  }

  @Override
  public Decoder<ModelEvent> decoder() {
    return OllamaProgress.decoder(model);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OllamaErrors.changing(response);
  }
}

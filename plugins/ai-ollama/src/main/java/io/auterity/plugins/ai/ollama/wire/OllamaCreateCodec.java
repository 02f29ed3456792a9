package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.NewModel;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST api/create}: the server makes a model of one that it has.
 *
 * @param model that is made, since the reply does not name it
 */
public record OllamaCreateCodec(OllamaEndpoint endpoint, String model)
    implements StreamCodec<NewModel, ModelEvent> {

  private static final List<String> TYPED_ONLY = List.of("model", "from", "stream");

  @Override
  public WireRequest encode(NewModel input) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("model", Json.of(input.id()));
    fields.put("from", Json.of(input.from()));
    if (input.system() != null) {
      fields.put("system", Json.of(input.system()));
    }
    if (input.parameters() != null) {
      fields.put("parameters", input.parameters());
    }
    fields.put("stream", Json.of(true));
    Json.Obj own = Extra.in(input.extra(), OllamaFit.DIALECT);
    for (String name : TYPED_ONLY) {
      if (own.get(name) != null) {
        throw Refusal.invalid(
            "extra.%s.%s".formatted(OllamaFit.DIALECT, name),
            "must not be given among further fields");
      }
    }
    return endpoint.post("create", OllamaEndpoint.joined(new Json.Obj(fields), own));
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

package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST api/show}; the reply does not name the model. */
public record OllamaShowCodec(OllamaEndpoint endpoint) implements Codec<ModelGet, Model> {

  @Override
  public WireRequest encode(ModelGet input) {
    return endpoint.post("show", Json.EMPTY.with("model", Json.of(input.id())));
  }

  @Override
  public Model decode(WireResponse response) {
    Json.Obj reply = OllamaErrors.read(response);
    if (!(reply.get("details") instanceof Json.Obj)) {
      throw VendorReply.unreadable("it holds no model");
    }
    return new Model(
        "",
        null,
        null,
        null,
        context(ReplyFields.object(reply, "model_info")),
        null,
        Extra.of(OllamaFit.DIALECT, reply));
  }

  /** It stands under the name of the model's architecture. */
  private static @Nullable Long context(Json.Obj info) {
    for (Map.Entry<String, Json> field : info.fields().entrySet()) {
      if (field.getKey().endsWith(".context_length")
          && field.getValue() instanceof Json.Int(long tokens)) {
        return tokens;
      }
    }
    return null;
  }

  @Override
  public Failure failure(WireResponse response) {
    return OllamaErrors.failure(response);
  }
}

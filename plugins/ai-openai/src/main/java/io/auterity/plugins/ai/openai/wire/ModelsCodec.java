package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.json.ReplyFields;
import java.time.Instant;
import java.util.List;

/** {@code GET models}, which knows no pages. */
public record ModelsCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<ModelQuery, List<Model>> {

  @Override
  public WireRequest encode(ModelQuery request) {
    return endpoint.get("models");
  }

  @Override
  public List<Model> decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("data") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no list of models");
    }
    return ReplyFields.objects(reply, "data").stream().map(ModelsCodec::model).toList();
  }

  private static Model model(Json.Obj item) {
    long created = ReplyFields.number(item, "created");
    return new Model(
        ReplyFields.text(item, "id"),
        item.text("owned_by"),
        created > 0 ? Instant.ofEpochSecond(created) : null);
  }
}

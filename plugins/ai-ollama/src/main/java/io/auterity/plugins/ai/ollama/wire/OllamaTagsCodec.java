package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET api/tags}: every model that the server has. */
public record OllamaTagsCodec(OllamaEndpoint endpoint)
    implements OllamaCodec<ModelQuery, List<Model>> {

  @Override
  public WireRequest encode(ModelQuery query) {
    return endpoint.get("tags");
  }

  @Override
  public List<Model> decode(WireResponse response) {
    Json.Obj reply = OllamaErrors.read(response);
    // A server without models writes null.
    if (reply.get("models") == null) {
      throw VendorReply.unreadable("it holds no list of models");
    }
    return ReplyFields.objects(reply, "models").stream().map(OllamaTagsCodec::model).toList();
  }

  private static Model model(Json.Obj item) {
    String id = ReplyFields.text(item, "model");
    Map<String, Json> rest = new LinkedHashMap<>(item.fields());
    rest.remove("model");
    rest.remove("name");
    return Model.builder(id.isEmpty() ? ReplyFields.text(item, "name") : id)
        .extra(Extra.of(OllamaFit.DIALECT, new Json.Obj(rest)))
        .build();
  }
}

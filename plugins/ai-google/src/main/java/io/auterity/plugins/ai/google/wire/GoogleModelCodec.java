package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET models/{model}}. */
public record GoogleModelCodec(GoogleEndpoint endpoint) implements GoogleCodec<ModelGet, Model> {

  private static final Set<String> READ =
      Set.of("name", "displayName", "inputTokenLimit", "outputTokenLimit");

  @Override
  public WireRequest encode(ModelGet input) {
    return endpoint.get(input.id());
  }

  @Override
  public Model decode(WireResponse response) {
    Json.Obj reply = GoogleRpcErrors.read(response);
    if (ReplyFields.text(reply, "name").isEmpty()) {
      throw VendorReply.unreadable("it holds no model");
    }
    return model(endpoint, reply);
  }

  static Model model(GoogleEndpoint endpoint, Json.Obj item) {
    Map<String, Json> rest = new LinkedHashMap<>(item.fields());
    rest.keySet().removeAll(READ);
    return new Model(
        endpoint.id(ReplyFields.text(item, "name")),
        "google",
        null,
        item.text("displayName"),
        tokens(item, "inputTokenLimit"),
        tokens(item, "outputTokenLimit"),
        Extra.of(GeminiFit.DIALECT, new Json.Obj(rest)));
  }

  private static @Nullable Long tokens(Json.Obj item, String name) {
    long tokens = ReplyFields.number(item, name);
    return tokens > 0 ? tokens : null;
  }
}

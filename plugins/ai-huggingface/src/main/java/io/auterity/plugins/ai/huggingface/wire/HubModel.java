package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET api/models/NAME} of the hub, and what it tells of a model. */
public record HubModel(HuggingFaceEndpoint endpoint) implements HuggingFaceCodec<ModelGet, Model> {

  /** Name of this dialect on fields that only it understands. */
  static final String DIALECT = "huggingface";

  private static final List<String> TOLD =
      List.of("pipeline_tag", "library_name", "tags", "gated", "downloads", "likes");

  @Override
  public WireRequest encode(ModelGet input) {
    return endpoint.ofHub("models/" + HuggingFaceEndpoint.checked("id", input.id()));
  }

  @Override
  public Model decode(WireResponse response) {
    return read(VendorReply.object(response));
  }

  static Model read(Json.Obj item) {
    String id = item.text("id");
    if (id == null || id.isEmpty()) {
      throw VendorReply.unreadable("a model has no id");
    }
    Map<String, Json> told = new LinkedHashMap<>();
    for (String name : TOLD) {
      Json value = item.get(name);
      if (value != null) {
        told.put(name, value);
      }
    }
    int slash = id.indexOf('/');
    return Model.builder(id)
        .owner(slash < 0 ? null : id.substring(0, slash))
        .createdAt(created(item.text("createdAt")))
        .extra(Extra.of(DIALECT, new Json.Obj(told)))
        .build();
  }

  private static @Nullable Instant created(@Nullable String time) {
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeException e) {
      return null;
    }
  }
}

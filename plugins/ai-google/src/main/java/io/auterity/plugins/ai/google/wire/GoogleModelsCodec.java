package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.util.List;

/** {@code GET models}, page by page as the vendor cuts them. */
public record GoogleModelsCodec(GoogleEndpoint endpoint)
    implements GoogleCodec<ModelQuery, Page<Model>> {

  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);

  @Override
  public WireRequest encode(ModelQuery query) {
    String size = "pageSize=" + LIMIT.of(query.limit());
    Cursor cursor = query.cursor();
    return endpoint.list(
        cursor == null ? size : size + "&pageToken=" + GoogleEndpoint.encoded(cursor.value()));
  }

  @Override
  public Page<Model> decode(WireResponse response) {
    Json.Obj reply = GoogleRpcErrors.read(response);
    String list = endpoint.isVertex() ? "publisherModels" : "models";
    List<Model> models =
        ReplyFields.objects(reply, list).stream()
            .map(item -> GoogleModelCodec.model(endpoint, item))
            .toList();
    String next = ReplyFields.text(reply, "nextPageToken");
    if (models.isEmpty() && !(reply.get(list) instanceof Json.Arr) && next.isEmpty()) {
      throw VendorReply.unreadable("it holds no list of models");
    }
    return new Page<>(models, next.isEmpty() ? null : new Cursor(next));
  }
}

package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET v1/models}, page by page as the vendor cuts them. */
public record CohereModelsCodec(CohereEndpoint endpoint)
    implements CohereCodec<ModelQuery, Page<Model>> {

  private static final Set<String> READ = Set.of("name", "context_length");
  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);

  @Override
  public WireRequest encode(ModelQuery query) {
    String path = "v1/models?page_size=" + LIMIT.of(query.limit());
    Cursor cursor = query.cursor();
    return endpoint.get(
        cursor == null
            ? path
            : path + "&page_token=" + URLEncoder.encode(cursor.value(), StandardCharsets.UTF_8));
  }

  @Override
  public Page<Model> decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    if (!(reply.get("models") instanceof Json.Arr)) {
      throw VendorReply.unreadable("it holds no list of models");
    }
    List<Model> models =
        ReplyFields.objects(reply, "models").stream().map(CohereModelsCodec::model).toList();
    String next = ReplyFields.text(reply, "next_page_token");
    return new Page<>(models, next.isEmpty() ? null : new Cursor(next));
  }

  /** One of the list, or one that was asked for alone. */
  static Model model(Json.Obj item) {
    String name = ReplyFields.text(item, "name");
    if (name.isEmpty()) {
      throw VendorReply.unreadable("a model has no name");
    }
    long context = ReplyFields.number(item, "context_length");
    Map<String, Json> rest = new LinkedHashMap<>(item.fields());
    rest.keySet().removeAll(READ);
    return Model.builder(name)
        .owner("cohere")
        .contextTokens(context > 0 ? context : null)
        .extra(Extra.of(CohereFit.DIALECT, new Json.Obj(rest)))
        .build();
  }
}

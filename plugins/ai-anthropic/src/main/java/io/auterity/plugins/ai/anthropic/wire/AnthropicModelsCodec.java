package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET models}, page by page as the vendor cuts them. */
public record AnthropicModelsCodec(AnthropicEndpoint endpoint)
    implements AnthropicCodec<ModelQuery, Page<Model>> {

  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);

  @Override
  public WireRequest encode(ModelQuery query) {
    String path = "models?limit=" + LIMIT.of(query.limit());
    Cursor cursor = query.cursor();
    return endpoint.get(
        cursor == null
            ? path
            : path + "&after_id=" + URLEncoder.encode(cursor.value(), StandardCharsets.UTF_8));
  }

  @Override
  public Page<Model> decode(WireResponse response) {
    Json.Obj reply = AnthropicErrors.read(response);
    if (!(reply.get("data") instanceof Json.Arr)) {
      throw AnthropicErrors.unreadable("it holds no list of models");
    }
    List<Model> models =
        ReplyFields.objects(reply, "data").stream().map(AnthropicModelsCodec::model).toList();
    String last = reply.text("last_id");
    boolean more = reply.get("has_more") instanceof Json.Bool(boolean value) && value;
    return new Page<>(models, more && last != null ? new Cursor(last) : null);
  }

  private static Model model(Json.Obj item) {
    return new Model(
        ReplyFields.text(item, "id"),
        "anthropic",
        created(item.text("created_at")),
        item.text("display_name"),
        tokens(item, "max_input_tokens"),
        tokens(item, "max_tokens"));
  }

  private static @Nullable Instant created(@Nullable String time) {
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Long tokens(Json.Obj item, String name) {
    long tokens = ReplyFields.number(item, name);
    return tokens > 0 ? tokens : null;
  }
}

package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access to the storage of responses, which callers come back to in one of the ways that there are.
 */
record ResponseStorage(Act act, ConversationReader chats, UnsupportedParts keeper)
    implements Form.Kept {

  private static final int USUAL = 20;
  private static final int MOST = 100;

  @Override
  public UUID id(Question question) {
    if ("true".equals(question.query().get("stream"))) {
      throw FieldRefusals.unsupported("stream", "can be false only: its events are over");
    }
    return StoredResponse.ID.read(question.named());
  }

  @Override
  public byte[] write(StoredResponse kept) {
    return JsonWriter.bytes(chats.written(kept, keeper));
  }

  @Override
  public byte[] items(StoredResponse kept, Question question) {
    String ids = ResponseProgress.hex(kept.decision());
    List<Json> all = ItemWriter.write(chats.input(kept), ids, keeper);
    return page(ascending(question.query()) ? all : all.reversed(), question.query());
  }

  private static boolean ascending(Query query) {
    return switch (query.get("order")) {
      case null -> false;
      case "desc" -> false;
      case "asc" -> true;
      default -> throw FieldRefusals.invalid("order", "must be asc or desc");
    };
  }

  private static byte[] page(List<Json> all, Query query) {
    int from = after(all, query.get("after"));
    int to = Math.min(all.size(), from + limit(query.get("limit")));
    List<Json> page = all.subList(from, to);
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("object", Json.of("list"));
    fields.put("data", Json.array(page));
    fields.put("has_more", Json.of(to < all.size()));
    fields.put("first_id", Json.of(page.isEmpty() ? null : id(page.getFirst())));
    fields.put("last_id", Json.of(page.isEmpty() ? null : id(page.getLast())));
    return JsonWriter.bytes(new Json.Obj(fields));
  }

  private static int after(List<Json> all, @Nullable String id) {
    if (id == null) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (id.equals(id(all.get(i)))) {
        return i + 1;
      }
    }
    throw FieldRefusals.invalid("after", "is no item of this response");
  }

  private static @Nullable String id(Json item) {
    return ((Json.Obj) item).text("id");
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw FieldRefusals.invalid("limit", "must be 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  @Override
  public byte[] removed(UUID decision) {
    return JsonWriter.bytes(
        Json.EMPTY
            .with("id", Json.of(StoredResponse.ID.write(decision)))
            .with("object", Json.of("response"))
            .with("deleted", Json.of(true)));
  }
}

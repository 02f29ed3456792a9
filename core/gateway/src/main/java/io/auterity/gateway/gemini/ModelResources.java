package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Query;
import io.auterity.spi.ai.Model;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes models and pages of them; a page begins behind the model that its token names. */
final class ModelResources {

  private static final int USUAL = 50;
  private static final int MOST = 1_000;

  static byte[] write(Model model) {
    return JsonBody.bytes(out -> write(out, model));
  }

  /** A page of them, which are in the order of their ids. */
  static byte[] write(List<Model> all, Query query) {
    String behind = behind(query);
    int from = 0;
    while (behind != null && from < all.size() && all.get(from).id().compareTo(behind) <= 0) {
      from++;
    }
    int to = Math.min(from + size(query), all.size());
    List<Model> page = all.subList(from, to);
    boolean more = to < all.size();
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("models");
          page.forEach(model -> write(out, model));
          out.writeEndArray();
          if (more) {
            out.writeStringProperty("nextPageToken", token(page.getLast().id()));
          }
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Model model) {
    out.writeStartObject();
    out.writeStringProperty("name", ModelName.PREFIX + model.id());
    out.writeStringProperty("displayName", Objects.requireNonNullElse(model.name(), model.id()));
    number(out, "inputTokenLimit", model.contextTokens());
    number(out, "outputTokenLimit", model.outputTokens());
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, @Nullable Long value) {
    if (value != null) {
      out.writeNumberProperty(name, value);
    }
  }

  private static int size(Query query) {
    String asked = query.get("pageSize");
    if (asked == null) {
      return USUAL;
    }
    if (!asked.matches("[0-9]{1,9}")) {
      throw FieldRefusals.invalid("pageSize", "must be 0 to " + MOST);
    }
    int size = Integer.parseInt(asked);
    return size == 0 ? USUAL : Math.min(size, MOST);
  }

  private static String token(String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String behind(Query query) {
    String token = query.get("pageToken");
    if (token == null || token.isEmpty()) {
      return null;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FieldRefusals.invalid("pageToken", "is not as this gateway has written it");
    }
  }
}

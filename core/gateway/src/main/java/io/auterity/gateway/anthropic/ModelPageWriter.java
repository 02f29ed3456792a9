package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Query;
import io.auterity.spi.ai.Model;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes models and pages of them. */
final class ModelPageWriter {

  static byte[] write(Model model) {
    return JsonBody.bytes(out -> write(out, model));
  }

  /** A page: so many after or before one of them. */
  static byte[] write(List<Model> all, Query query) {
    int limit = ListPage.limit(query.get("limit"));
    String beforeId = query.get("before_id");
    int from = 0;
    int to = Math.min(limit, all.size());
    if (beforeId != null) {
      to = place(all, beforeId, "before_id");
      from = Math.max(0, to - limit);
    } else if (query.get("after_id") != null) {
      from = place(all, Objects.requireNonNull(query.get("after_id")), "after_id") + 1;
      to = Math.min(from + limit, all.size());
    }
    boolean more = beforeId == null ? to < all.size() : from > 0;
    return new ListPage<>(all.subList(from, to), more).write(Model::id, ModelPageWriter::write);
  }

  // The beginning of time stands for an unknown one, and what is offered here is open to those who
  // may call it, whatever its vendor plans.
  private static void write(JsonGenerator out, Model model) {
    out.writeStartObject();
    out.writeStringProperty("type", "model");
    out.writeStringProperty("id", model.id());
    out.writeStringProperty("display_name", Objects.requireNonNullElse(model.name(), model.id()));
    out.writeStringProperty(
        "created_at", Objects.requireNonNullElse(model.createdAt(), Instant.EPOCH).toString());
    number(out, "max_input_tokens", model.contextTokens());
    number(out, "max_tokens", model.outputTokens());
    out.writeStringProperty("lifecycle", "active");
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, @Nullable Long value) {
    if (value != null) {
      out.writeNumberProperty(name, value);
    }
  }

  private static int place(List<Model> all, String id, String name) {
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).id().equals(id))
        .findFirst()
        .orElseThrow(() -> FieldRefusals.invalid(name, "is no model that is offered"));
  }
}

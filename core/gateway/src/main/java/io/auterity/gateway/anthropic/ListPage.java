package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.JsonBody;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A page of one of Anthropic's lists: all have one form.
 *
 * @param more whether the list goes on
 */
record ListPage<T>(List<T> items, boolean more) {

  private static final int USUAL = 20;
  private static final int MOST = 1_000;

  /** How many items a page has, as it is asked for. */
  static int limit(@Nullable String asked) {
    if (asked == null) {
      return USUAL;
    }
    if (!asked.matches("[0-9]{1,4}")
        || Integer.parseInt(asked) < 1
        || Integer.parseInt(asked) > MOST) {
      throw FieldRefusals.invalid("limit", "must be 1 to " + MOST);
    }
    return Integer.parseInt(asked);
  }

  byte[] write(Function<T, String> id, BiConsumer<JsonGenerator, T> writer) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("data");
          items.forEach(item -> writer.accept(out, item));
          out.writeEndArray();
          out.writeBooleanProperty("has_more", more);
          out.writeName("first_id");
          out.writeString(items.isEmpty() ? null : id.apply(items.getFirst()));
          out.writeName("last_id");
          out.writeString(items.isEmpty() ? null : id.apply(items.getLast()));
          out.writeEndObject();
        });
  }
}

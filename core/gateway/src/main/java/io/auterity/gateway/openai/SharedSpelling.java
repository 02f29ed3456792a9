package io.auterity.gateway.openai;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What whole messages and deltas spell alike. */
final class SharedSpelling {

  /** Field of a message for what a model thought, as DeepSeek and vLLM name it. */
  static final String THOUGHTS = "reasoning_content";

  private SharedSpelling() {}

  /** The words of a refusal; null when the part is none. */
  static @Nullable String refusal(Part part) {
    return part instanceof Part.Opaque(String dialect, Json value)
            && dialect.equals(PartReader.DIALECT)
            && value instanceof Json.Obj object
            && "refusal".equals(object.text("type"))
        ? object.text("refusal")
        : null;
  }

  /** The source of the text between two places. */
  static void citation(JsonGenerator out, String url, @Nullable String title, int from, int to) {
    out.writeStartObject();
    out.writeStringProperty("type", "url_citation");
    out.writeObjectPropertyStart("url_citation");
    out.writeNumberProperty("start_index", from);
    out.writeNumberProperty("end_index", to);
    out.writeStringProperty("url", url);
    out.writeStringProperty("title", title == null ? url : title);
    out.writeEndObject();
    out.writeEndObject();
  }
}

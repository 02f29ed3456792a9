package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.JsonBody;
import io.auterity.spi.ai.Model;
import java.util.Collection;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/** Writes models and lists of them. */
public final class ModelWriter {

  public static byte[] write(Collection<Model> models) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("object", "list");
          out.writeArrayPropertyStart("data");
          models.forEach(model -> write(out, model));
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  public static byte[] write(Model model) {
    return JsonBody.bytes(out -> write(out, model));
  }

  // The dialect wants both fields of every model; 0 stands for an unknown time.
  private static void write(JsonGenerator out, Model model) {
    out.writeStartObject();
    out.writeStringProperty("id", model.id());
    out.writeStringProperty("object", "model");
    out.writeNumberProperty(
        "created", model.createdAt() == null ? 0 : model.createdAt().getEpochSecond());
    out.writeStringProperty("owned_by", Objects.requireNonNullElse(model.owner(), "unknown"));
    out.writeEndObject();
  }
}

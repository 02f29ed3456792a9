package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.JsonBody;
import io.auterity.spi.ai.Embeddings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes answers of embeddings. */
public final class EmbeddingWriter {

  public static byte[] write(Embeddings answer, boolean base64) {
    return JsonBody.bytes(out -> write(out, answer, base64));
  }

  private static void write(JsonGenerator out, Embeddings answer, boolean base64) {
    out.writeStartObject();
    out.writeStringProperty("object", "list");
    out.writeArrayPropertyStart("data");
    for (int i = 0; i < answer.vectors().size(); i++) {
      out.writeStartObject();
      out.writeStringProperty("object", "embedding");
      out.writeNumberProperty("index", i);
      writeVector(out, answer.vectors().get(i), base64);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringProperty("model", answer.model());
    out.writeObjectPropertyStart("usage");
    out.writeNumberProperty("prompt_tokens", answer.usage().input());
    out.writeNumberProperty("total_tokens", answer.usage().input() + answer.usage().output());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeVector(JsonGenerator out, List<Float> vector, boolean base64) {
    if (base64) {
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      vector.forEach(bytes::putFloat);
      out.writeBinaryProperty("embedding", bytes.array());
      return;
    }
    out.writeArrayPropertyStart("embedding");
    vector.forEach(out::writeNumber);
    out.writeEndArray();
  }
}

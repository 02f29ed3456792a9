package io.auterity.gateway.dialect;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes JSON bytes. */
public final class JsonBody {

  private static final int USUAL = 1_024;
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBody() {}

  public static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    write(bytes, content);
    return bytes.toByteArray();
  }

  /** Appends one JSON value. */
  public static void write(ByteArrayOutputStream bytes, Consumer<JsonGenerator> content) {
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(out);
    }
  }
}

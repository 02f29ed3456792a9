package io.auterity.gateway.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes JSON bytes. */
public final class JsonBody {

  private static final int USUAL = 1_024;
  private static final JsonFactory FACTORY = new JsonFactory();

  public static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    write(bytes, content);
    return bytes.toByteArray();
  }

  /** The same JSON as text without breaks, which in JSON are only ever blanks. */
  public static String inOneLine(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
  }

  /** Appends one JSON value. */
  public static void write(ByteArrayOutputStream bytes, Consumer<JsonGenerator> content) {
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(out);
    }
  }
}

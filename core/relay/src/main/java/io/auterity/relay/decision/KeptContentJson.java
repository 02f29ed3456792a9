package io.auterity.relay.decision;

import io.auterity.platform.json.JsonReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Stores the text of a whole object as that object, so that nothing in it is escaped again, and any
 * other text as a string.
 */
final class KeptContentJson extends SimpleModule {

  private static final String JSON = "json";
  private static final String BYTES = "bytes";
  private static final String NOTE = "note";

  KeptContentJson() {
    addSerializer(new Writer());
    addDeserializer(KeptContent.class, new Reader());
  }

  private static final class Writer extends StdSerializer<KeptContent> {

    Writer() {
      super(KeptContent.class);
    }

    @Override
    public void serialize(KeptContent folded, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      if (folded.json() != null) {
        out.writeName(JSON);
        write(folded.json(), folded.note() == null, out);
      }
      if (folded.bytes() != 0) {
        out.writeNumberProperty(BYTES, folded.bytes());
      }
      if (folded.note() != null) {
        out.writeStringProperty(NOTE, folded.note());
      }
      out.writeEndObject();
    }

    private static void write(String json, boolean whole, JsonGenerator out) {
      if (whole && json.startsWith("{")) {
        out.writeRawValue(json);
      } else {
        out.writeString(json);
      }
    }
  }

  private static final class Reader extends StdDeserializer<KeptContent> {

    Reader() {
      super(KeptContent.class);
    }

    @Override
    public KeptContent deserialize(JsonParser in, DeserializationContext context) {
      String json = null;
      String note = null;
      int bytes = 0;
      for (String name = in.nextName(); name != null; name = in.nextName()) {
        in.nextToken();
        switch (name) {
          case JSON -> json = text(in);
          case BYTES -> bytes = in.getIntValue();
          case NOTE -> note = in.getString();
          default -> in.skipChildren();
        }
      }
      return new KeptContent(json, bytes, note);
    }

    private static @Nullable String text(JsonParser in) {
      return in.currentToken() == JsonToken.VALUE_STRING
          ? in.getString()
          : JsonReader.value(in).toString();
    }
  }
}

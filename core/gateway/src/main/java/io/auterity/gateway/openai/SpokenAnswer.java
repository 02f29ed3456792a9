package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a model spoke, in the field that the OpenAI dialect has for it. There a vendor keeps a sound
 * for some time, and the next request names only its id; a sound of a vendor that keeps none has an
 * id that says so.
 */
final class SpokenAnswer {

  static final String FIELD = "audio";

  private static final String ID = "id";
  private static final String UNKEPT = "audio_auterity";
  private static final String EXPIRY = "expires_at";
  private static final String DATA = "data";
  private static final String TYPE = "media_type";
  private static final List<String> BARE = List.of("audio/pcm", "audio/l16");

  private SpokenAnswer() {}

  /**
   * Whether a sound is the first, or one with those before it: bare samples follow each other, and
   * so does their base64 where it ends with a whole group.
   */
  static boolean goesOn(List<Part.Audio> before, Part.Audio sound) {
    if (before.isEmpty()) {
      return true;
    }
    Part.Audio last = before.getLast();
    String type = sound.mediaType().toLowerCase(Locale.ROOT);
    return BARE.stream().anyMatch(type::startsWith)
        && last.mediaType().equals(sound.mediaType())
        && last.base64().length() % 4 == 0
        && !last.base64().endsWith("=");
  }

  /** Writes a whole sound, its words, and what else its vendor told of it. */
  static void write(JsonGenerator out, List<Part.Audio> pieces, String words, Json.Obj told) {
    out.writeObjectPropertyStart(FIELD);
    writeKept(out, told);
    out.writeStringProperty(
        DATA, pieces.stream().map(Part.Audio::base64).collect(Collectors.joining()));
    out.writeStringProperty("transcript", words);
    out.writeStringProperty(TYPE, pieces.getFirst().mediaType());
    out.writeEndObject();
  }

  /** Writes a piece of a streamed sound. */
  static void writePiece(JsonGenerator out, Part.Audio piece, boolean first) {
    out.writeObjectPropertyStart(FIELD);
    out.writeStringProperty(DATA, piece.base64());
    if (first) {
      out.writeStringProperty(TYPE, piece.mediaType());
    }
    out.writeEndObject();
  }

  /** Writes what is told of a streamed sound behind its last piece. */
  static void writeEnd(JsonGenerator out, Json.Obj told) {
    out.writeObjectPropertyStart(FIELD);
    writeKept(out, told);
    out.writeEndObject();
  }

  private static void writeKept(JsonGenerator out, Json.Obj told) {
    if (told.text(ID) == null) {
      out.writeStringProperty(ID, UNKEPT);
      out.writeNumberProperty(EXPIRY, 0);
    }
    told.fields().forEach((name, value) -> JsonWriter.field(out, name, value));
  }

  /**
   * Reads what a message tells of a sound that was an answer: of one that its vendor keeps the id
   * alone goes back. Of another its bytes do, if the caller sent them; else it is a part that no
   * vendor has a place for.
   */
  static @Nullable Part read(RequestFields message) {
    RequestFields told = message.object(FIELD);
    if (told == null) {
      return null;
    }
    String id = told.requiredText(ID);
    if (!id.equals(UNKEPT)) {
      message.put(FIELD, Json.EMPTY.with(ID, Json.of(id)));
      return null;
    }
    String data = told.text(DATA);
    String type = told.text(TYPE);
    return data == null || type == null
        ? new Part.Opaque("auterity", Json.EMPTY.with("type", Json.of(FIELD)))
        : new Part.Audio(type, data);
  }
}

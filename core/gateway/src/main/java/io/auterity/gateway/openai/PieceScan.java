package io.auterity.gateway.openai;

import static io.auterity.gateway.dialect.ScannedConversation.at;
import static io.auterity.gateway.dialect.ScannedConversation.text;

import io.auterity.gateway.dialect.DataUrl;
import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.ScannedConversation;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.nio.CharBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Counts the pieces of a message's content as {@link PartReader} reads them. */
final class PieceScan {

  /** What {@code data:} and {@code ;base64,} add to a media type and its bytes. */
  private static final int HEAD = "data:;base64,".length();

  private static final long SOUND = InputSize.around(new Part.Audio("audio/wav", ""));

  /** What mp3 is called is longer than what wav is called. */
  private static final long LONGER = InputSize.around(new Part.Audio("audio/mpeg", "")) - SOUND;

  /** What a picture has around its address, or around its bytes and their type, by its detail. */
  private record Around(long address, long bytes) {
    static Around of(@Nullable String detail) {
      Map<String, Json.Obj> extra =
          detail == null
              ? null
              : Extra.of(PartReader.DIALECT, Json.EMPTY.with("detail", Json.of(detail)));
      return new Around(
          InputSize.around(new Part.Image("", null, null, extra)),
          InputSize.around(new Part.Image(null, "", "", extra)));
    }
  }

  private static final Map<String, Around> PICTURES =
      Map.of(
          "", Around.of(null),
          "auto", Around.of(null),
          "low", Around.of("low"),
          "high", Around.of("high"));

  private final ScannedConversation seen;
  private int texts;
  private boolean more;

  PieceScan(ScannedConversation seen) {
    this.seen = seen;
  }

  /** How many texts there were. */
  int texts() {
    return texts;
  }

  /** Whether there was more than texts. */
  boolean more() {
    return more;
  }

  /** Reads the list at whose first token the parser stands. */
  void read(JsonParser parser) {
    at(parser, JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      at(parser, JsonToken.START_OBJECT);
      readPiece(parser);
    }
    NotScannedException.unless(texts > 0 || more);
  }

  // Its type, and one field of that name.
  private void readPiece(JsonParser parser) {
    String type = "";
    String told = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("type")) {
        type = text(parser);
      } else {
        NotScannedException.unless(told.isEmpty());
        told = name;
        readTold(name, parser);
      }
    }
    NotScannedException.unless(!type.isEmpty() && type.equals(told));
  }

  private void readTold(String name, JsonParser parser) {
    switch (name) {
      case "text" -> {
        NotScannedException.unless(seen.addText(parser) > 0);
        texts++;
      }
      case "image_url" -> {
        readPicture(parser);
        more = true;
      }
      case "input_audio" -> {
        readSound(parser);
        more = true;
      }
      default -> throw NotScannedException.INSTANCE;
    }
  }

  private void readPicture(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    boolean inside = false;
    long bytes = 0;
    String detail = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "url" -> {
          bytes = ScannedConversation.bytes(parser);
          inside = isInside(parser);
        }
        case "detail" -> {
          detail = text(parser);
          NotScannedException.unless(!detail.isEmpty());
        }
        default -> throw NotScannedException.INSTANCE;
      }
    }
    Around around = PICTURES.get(detail);
    if (around == null || bytes == 0) {
      throw NotScannedException.INSTANCE;
    }
    seen.addPicture(inside ? around.bytes() + bytes - HEAD : around.address() + bytes);
  }

  private static boolean isInside(JsonParser parser) {
    CharBuffer url =
        CharBuffer.wrap(
            parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    boolean inside = DataUrl.is(url);
    // Other bytes are read for what their type says.
    NotScannedException.unless(!inside || DataUrl.isPicture(url));
    return inside;
  }

  private void readSound(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    long bytes = -1;
    String format = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "data" -> bytes = ScannedConversation.bytes(parser);
        case "format" -> format = text(parser);
        default -> throw NotScannedException.INSTANCE;
      }
    }
    boolean mp3 = format.equals("mp3");
    NotScannedException.unless(bytes > 0 && (mp3 || format.equals("wav")));
    seen.addSound(SOUND + (mp3 ? LONGER : 0) + bytes);
  }
}

package io.auterity.gateway.dialect;

import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.call.InputSize;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A conversation that is only looked through: what must stand where, and how large it is, as {@link
 * InputSize} counts its records. Nothing of it is kept.
 */
public final class ScannedConversation {

  private long around;
  private long words;
  private long pieces;
  private boolean pictures;
  private boolean sounds;

  /** Adds what records have around their words. */
  public void add(long records) {
    around += records;
  }

  /** Adds the text that must stand there, and tells its length. */
  public int addText(JsonParser parser) {
    at(parser, JsonToken.VALUE_STRING);
    words += bytes(parser);
    return parser.getStringLength();
  }

  /** How many bytes the text has in UTF-8 that must stand there. */
  public static long bytes(JsonParser parser) {
    at(parser, JsonToken.VALUE_STRING);
    return InputSize.bytes(
        parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
  }

  public void addText(String text) {
    words += InputSize.bytes(text.toCharArray(), 0, text.length());
  }

  /** Adds a picture whose record has that size, bytes and all. */
  public void addPicture(long size) {
    addPiece(size);
    pictures = true;
  }

  /** Adds a sound, as {@link #addPicture} does. */
  public void addSound(long size) {
    addPiece(size);
    sounds = true;
  }

  private void addPiece(long size) {
    around += Math.max(InputSize.PICTURE_TOKENS, size);
    pieces++;
  }

  /** What it adds to the size of the input. */
  public Payload.OfWire.Unread unread() {
    return new Payload.OfWire.Unread(around + words, words, pieces, pictures, sounds);
  }

  /** The text that must stand there. */
  public static String text(JsonParser parser) {
    at(parser, JsonToken.VALUE_STRING);
    return parser.getString();
  }

  /** Requires that a token stands there. */
  public static void at(JsonParser parser, @Nullable JsonToken token) {
    NotScannedException.unless(parser.currentToken() == token);
  }
}

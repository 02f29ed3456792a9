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

  /** Adds what records have around their words. */
  public void add(long records) {
    around += records;
  }

  /** Adds the text that must stand there, and tells its length. */
  public int addText(JsonParser parser) {
    at(parser, JsonToken.VALUE_STRING);
    int length = parser.getStringLength();
    words += InputSize.bytes(parser.getStringCharacters(), parser.getStringOffset(), length);
    return length;
  }

  public void addText(String text) {
    words += InputSize.bytes(text.toCharArray(), 0, text.length());
  }

  /** What it adds to the size of the input. */
  public Payload.OfWire.Unread unread() {
    return new Payload.OfWire.Unread(around + words, words);
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

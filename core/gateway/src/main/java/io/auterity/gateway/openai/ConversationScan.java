package io.auterity.gateway.openai;

import static io.auterity.gateway.dialect.ScannedConversation.at;
import static io.auterity.gateway.dialect.ScannedConversation.text;

import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.ScannedConversation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Counts a conversation of words, pictures, sounds and calls of tools as {@link InputSize} counts
 * its records, and keeps nothing of it.
 */
final class ConversationScan {

  private static final long MESSAGE = InputSize.around(new Message(Role.USER, List.of()));
  private static final long TEXT = InputSize.around(new Part.Text(""));
  private static final long CALL = InputSize.around(new Part.ToolCall("", "", ""));
  private static final long RESULT = InputSize.around(new Part.ToolResult("", ""));

  private final ScannedConversation seen = new ScannedConversation();
  private boolean any;

  private @Nullable String role;
  private boolean hasContent;
  private boolean listed;
  private boolean more;
  private boolean answersCall;
  private int texts;
  private int calls;

  /** Reads the list at whose first token the parser stands. */
  void read(JsonParser parser) {
    at(parser, JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readMessage(parser);
      seen.add(MESSAGE + parts());
      any = true;
    }
  }

  /** Whether there is any message. */
  boolean any() {
    return any;
  }

  Payload.OfWire.Unread unread() {
    return seen.unread();
  }

  private void readMessage(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    role = null;
    hasContent = false;
    listed = false;
    more = false;
    texts = 0;
    answersCall = false;
    calls = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "role" -> role = text(parser);
        case "content" -> readContent(parser);
        case "tool_calls" -> readCalls(parser);
        case "tool_call_id" -> {
          answersCall = true;
          seen.addText(parser);
        }
        default -> throw NotScannedException.INSTANCE;
      }
    }
  }

  private void readContent(JsonParser parser) {
    hasContent = true;
    switch (parser.currentToken()) {
      case VALUE_NULL -> {}
      case START_ARRAY -> {
        PieceScan pieces = new PieceScan(seen);
        pieces.read(parser);
        listed = true;
        texts = pieces.texts();
        more = pieces.more();
      }
      case null, default -> {
        seen.addText(parser);
        texts = 1;
      }
    }
  }

  // What the parts of the message that was read add around their words. A list passes where its
  // codec would write one: endpoints may know none elsewhere.
  private long parts() {
    boolean written = !listed || more || texts > 1;
    return switch (role) {
      case "user" -> {
        NotScannedException.unless(written && (texts > 0 || more) && calls == 0 && !answersCall);
        yield texts * TEXT;
      }
      case "system" -> {
        NotScannedException.unless(written && texts > 0 && !more && calls == 0 && !answersCall);
        yield texts * TEXT;
      }
      case "assistant" -> {
        NotScannedException.unless(
            hasContent && (texts > 0 || calls > 0) && !listed && !answersCall);
        yield texts * TEXT + calls * CALL;
      }
      case "tool" -> {
        NotScannedException.unless(texts > 0 && !listed && calls == 0 && answersCall);
        yield RESULT;
      }
      case null, default -> throw NotScannedException.INSTANCE;
    };
  }

  private void readCalls(JsonParser parser) {
    at(parser, JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      at(parser, JsonToken.START_OBJECT);
      readCall(parser);
      calls++;
    }
    NotScannedException.unless(calls > 0);
  }

  private void readCall(JsonParser parser) {
    int known = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "id" -> seen.addText(parser);
        case "type" -> NotScannedException.unless(text(parser).equals("function"));
        case "function" -> readFunction(parser);
        default -> throw NotScannedException.INSTANCE;
      }
      known++;
    }
    NotScannedException.unless(known == 3);
  }

  private void readFunction(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    int known = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      NotScannedException.unless(name.equals("name") || name.equals("arguments"));
      parser.nextToken();
      seen.addText(parser);
      known++;
    }
    NotScannedException.unless(known == 2);
  }
}

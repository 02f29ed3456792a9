package io.auterity.gateway.anthropic;

import static io.auterity.gateway.dialect.ScannedConversation.at;
import static io.auterity.gateway.dialect.ScannedConversation.text;

import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.ScannedConversation;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Counts a conversation of words, thoughts, pictures, calls of tools, their answers and marks for
 * the cache as {@link InputSize} counts its records, and keeps nothing of it.
 */
final class TurnScan {

  private static final long MESSAGE = InputSize.around(new Message(Role.USER, List.of()));
  private static final long TEXT = InputSize.around(new Part.Text(""));
  private static final long CALL = InputSize.around(new Part.ToolCall("", "", ""));
  private static final long RESULT = InputSize.around(new Part.ToolResult("", List.of(), null));
  private static final long FAILED =
      InputSize.around(new Part.ToolResult("", List.of(), true)) - RESULT;
  private static final long MARK = InputSize.around(new Part.CachePoint(null));
  private static final long ADDRESS = InputSize.around(new Part.Image("", null, null));
  private static final long BYTES = InputSize.around(new Part.Image(null, "", ""));
  private static final long THOUGHT = InputSize.around(new Part.Reasoning("", "", ""));
  private static final long KEPT = InputSize.around(new Part.CachePoint("")) - MARK;
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "text", Set.of("text"),
          "image", Set.of("source"),
          "thinking", Set.of("thinking", "signature"),
          "tool_use", Set.of("id", "name", "input"),
          "tool_result", Set.of("tool_use_id", "content"));
  private static final Set<String> MAY_BE_ABSENT = Set.of("is_error", "cache_control");
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private final ScannedConversation seen = new ScannedConversation();
  private boolean any;
  private boolean answered;
  private boolean failed;
  private boolean marked;

  /**
   * What stands in a content.
   *
   * @param runs how many messages it makes
   * @param models whether it calls tools or holds thoughts, as only the model does
   * @param pictures whether it shows any
   * @param answers whether it holds what tools answered
   * @param endsWithAnswer whether that comes last
   */
  private record Content(
      long runs, boolean models, boolean pictures, boolean answers, boolean endsWithAnswer) {
    static final Content NONE = new Content(0, false, false, false, false);
    static final Content TEXT = new Content(1, false, false, false, false);
  }

  /** Reads the messages at whose first token the parser stands. */
  void read(JsonParser parser) {
    at(parser, JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readMessage(parser);
      any = true;
    }
  }

  /** Reads what the system says. */
  void readSystem(JsonParser parser) {
    Content content = readContent(parser);
    NotScannedException.unless(
        content.runs() == 1 && !content.models() && !content.answers() && !content.pictures());
    seen.add(MESSAGE);
  }

  boolean any() {
    return any;
  }

  Payload.OfWire.Unread unread() {
    return seen.unread();
  }

  private void readMessage(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    String role = "";
    Content content = Content.NONE;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "role" -> role = text(parser);
        case "content" -> content = readContent(parser);
        default -> throw NotScannedException.INSTANCE;
      }
    }
    boolean said =
        role.equals("assistant")
            ? !content.answers() && !content.pictures()
            : role.equals("user") && !content.models();
    // All that tools answered to one message has to stand in one, which its codec sees to.
    NotScannedException.unless(
        said && content.runs() > 0 && (!answered || role.equals("assistant")));
    answered = content.endsWithAnswer();
    seen.add(content.runs() * MESSAGE);
  }

  // Answers of tools and what the user says beside them are messages of their own.
  private Content readContent(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      count(parser);
      seen.add(TEXT);
      return Content.TEXT;
    }
    at(parser, JsonToken.START_ARRAY);
    long runs = 0;
    boolean models = false;
    boolean pictures = false;
    boolean answers = false;
    boolean last = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String type = readBlock(parser);
      boolean answer = type.equals("tool_result");
      runs += runs == 0 || answer != last ? 1 : 0;
      last = answer;
      answers |= answer;
      models |= type.equals("tool_use") || type.equals("thinking");
      pictures |= type.equals("image");
    }
    return new Content(runs, models, pictures, answers, last);
  }

  private String readBlock(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    String type = "";
    Set<String> names = HashSet.newHashSet(4);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("type")) {
        type = text(parser);
      } else {
        readField(name, parser);
        if (!MAY_BE_ABSENT.contains(name)) {
          names.add(name);
        }
      }
    }
    NotScannedException.unless(names.equals(NEEDED.get(type)));
    NotScannedException.unless(type.equals("tool_result") || !failed);
    failed = false;
    // Thoughts bear no mark.
    NotScannedException.unless(!(marked && type.equals("thinking")));
    marked = false;
    seen.add(
        switch (type) {
          case "text" -> TEXT;
          case "tool_use" -> CALL;
          case "tool_result" -> RESULT;
          case "thinking" -> THOUGHT;
          default -> 0;
        });
    if (type.equals("thinking")) {
      seen.addText(AnthropicDialect.NAME);
    }
    return type;
  }

  private void readField(String name, JsonParser parser) {
    switch (name) {
      case "text", "name", "thinking" -> count(parser);
      case "signature" -> {
        NotScannedException.unless(!UnsupportedParts.isSealed(text(parser)));
        count(parser);
      }
      case "source" -> readPicture(parser);
      case "id", "tool_use_id" -> {
        NotScannedException.unless(ID.matcher(text(parser)).matches());
        count(parser);
      }
      case "input" -> {
        at(parser, JsonToken.START_OBJECT);
        seen.addText(JsonReader.value(parser).toString());
      }
      case "content" -> {
        Content content = readContent(parser);
        NotScannedException.unless(content.runs() == 1 && !content.models() && !content.answers());
      }
      case "is_error" -> {
        NotScannedException.unless(parser.currentToken().isBoolean());
        seen.add(FAILED);
        failed = true;
      }
      case "cache_control" -> {
        readMark(JsonReader.value(parser));
        marked = true;
      }
      default -> throw NotScannedException.INSTANCE;
    }
  }

  private void readPicture(JsonParser parser) {
    at(parser, JsonToken.START_OBJECT);
    String type = "";
    long bytes = 0;
    Set<String> names = HashSet.newHashSet(4);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("type")) {
        type = text(parser);
      } else {
        bytes += ScannedConversation.bytes(parser);
        names.add(name);
      }
    }
    boolean address = type.equals("url");
    NotScannedException.unless(
        names.equals(address ? Set.of("url") : Set.of("media_type", "data"))
            && (address || type.equals("base64")));
    seen.addPicture((address ? ADDRESS : BYTES) + bytes);
  }

  private void readMark(Json mark) {
    NotScannedException.unless(
        mark instanceof Json.Obj control && "ephemeral".equals(control.text("type")));
    Json.Obj control = (Json.Obj) mark;
    String ttl = control.text("ttl");
    NotScannedException.unless(control.fields().size() == (ttl == null ? 1 : 2));
    seen.add(MARK);
    if (ttl != null) {
      seen.add(KEPT);
      seen.addText(ttl);
    }
  }

  // The vendor refuses empty texts, which its codec leaves out.
  private void count(JsonParser parser) {
    NotScannedException.unless(seen.addText(parser) > 0);
  }
}

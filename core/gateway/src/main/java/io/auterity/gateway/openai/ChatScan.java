package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.JsonSplice;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.WireBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads of a chat body what the road must know, and only counts the conversation. It takes bodies
 * that a vendor of this dialect can be sent as they are; whatever it does not know for certain to
 * be one is left to {@link ChatReader}, which also has the words for what is refused.
 */
final class ChatScan {

  /** What {@link ChatReader} takes away, as it says no more than its absence. */
  private static final Set<String> DROPPED = Set.of("logprobs", "top_logprobs", "modalities");

  private final JsonReader json;
  private final ChatReader reader;

  ChatScan(JsonReader json, ChatReader reader) {
    this.json = json;
    this.reader = reader;
  }

  /** The call that a body makes; empty when it must be read. */
  Optional<ChatCall> scan(byte[] body) {
    try {
      return Optional.of(json.read(body, parser -> scan(body, parser)));
    } catch (NotScannedException | CallFailedException e) {
      return Optional.empty();
    }
  }

  private ChatCall scan(byte[] body, JsonParser parser) {
    NotScannedException.unless(parser.currentToken() == JsonToken.START_OBJECT);
    RequestFields fields = new RequestFields("");
    List<JsonSplice.Field> places = new ArrayList<>(8);
    Set<String> names = HashSet.newHashSet(8);
    ConversationScan conversation = new ConversationScan();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.nextToken();
      int value = (int) parser.currentTokenLocation().getByteOffset();
      if (name.equals("messages")) {
        conversation.read(parser);
      } else {
        fields.put(name, written(JsonReader.value(parser)));
      }
      int to = (int) parser.currentLocation().getByteOffset();
      places.add(new JsonSplice.Field(name, from, value, to));
      names.add(name);
    }
    NotScannedException.unless(conversation.any());
    ChatCall call = ChatReader.call(fields, List.of());
    NotScannedException.unless(saysAll(call.request(), names));
    WireBody wire = new WireBody(PartReader.DIALECT, call.request(), new JsonSplice(body, places));
    return new ChatCall(
        call.request(),
        call.stream(),
        call.usage(),
        new Payload.OfWire(wire, conversation.unread(), () -> reader.read(body).request()));
  }

  private static Json written(Json value) {
    NotScannedException.unless(!(value instanceof Json.Null));
    return value;
  }

  // A vendor that is sent what its codec would have left out might refuse it.
  private static boolean saysAll(ChatRequest frame, Set<String> names) {
    Json.Obj extra = Extra.in(frame.extra(), PartReader.DIALECT);
    return names.stream().noneMatch(DROPPED::contains)
        && (frame.tools() != null || (!names.contains("tools") && !names.contains("tool_choice")))
        && (frame.stop() == null || !frame.stop().isEmpty())
        && (extra.get("response_format") != null || !names.contains("response_format"));
  }
}

package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.ScannedFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.WireBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/**
 * Reads of a chat body what the road must know, and only counts the conversation. It takes bodies
 * that a vendor of this dialect can be sent as they are; whatever it does not know for certain to
 * be one is left to {@link ChatReader}, which also has the words for what is refused.
 */
record ChatScan(JsonReader json, ChatReader reader) {

  /** What {@link ChatReader} takes away or says otherwise. */
  private static final Set<String> DROPPED =
      Set.of("functions", "function_call", RequestFields.MODELS, XmlField.NAME);

  /** The call that a body makes; empty when it must be read. */
  Optional<ChatCall> scan(byte[] body) {
    try {
      return Optional.of(json.read(body, parser -> scan(body, parser)));
    } catch (NotScannedException | CallFailedException e) {
      return Optional.empty();
    }
  }

  private ChatCall scan(byte[] body, JsonParser parser) {
    ConversationScan conversation = new ConversationScan();
    ScannedFields fields =
        ScannedFields.of(body, parser, name -> isRead(name, conversation, parser));
    NotScannedException.unless(conversation.any());
    NotScannedException.unless(toolsAreWhole(fields.read().rest()));
    ChatCall call = ChatReader.call(fields.read(), List.of());
    NotScannedException.unless(call.answers() == 1);
    NotScannedException.unless(saysAll(call.request(), fields.names()));
    WireBody wire = new WireBody(PartReader.DIALECT, call.request(), fields.text());
    return new ChatCall(
        call.request(),
        call.stream(),
        call.usage(),
        new Payload.OfWire(wire, conversation.unread(), () -> reader.read(body).request()));
  }

  private static boolean isRead(String name, ConversationScan conversation, JsonParser parser) {
    boolean is = name.equals("messages");
    if (is) {
      conversation.read(parser);
    }
    return is;
  }

  // What reading would have filled in or left out.
  private static boolean toolsAreWhole(Json.Obj told) {
    boolean choice =
        !(told.get("tool_choice") instanceof Json.Obj named)
            || (!(named.get("function") instanceof Json.Obj) && named.get("name") == null)
            || (named.get("function") instanceof Json.Obj function
                && named.fields().size() == 2
                && function.fields().size() == 1);
    return choice
        && (!(told.get("tools") instanceof Json.Arr(List<Json> tools))
            || tools.stream().allMatch(ChatScan::isWhole));
  }

  // A tool of another type is none that every vendor of the dialect has.
  private static boolean isWhole(Json tool) {
    return tool instanceof Json.Obj fields
        && "function".equals(fields.text("type"))
        && fields.get("function") instanceof Json.Obj function
        && function.get("parameters") != null;
  }

  // A vendor that is sent what its codec would have left out might refuse it.
  private static boolean saysAll(ChatRequest frame, Set<String> names) {
    Json.Obj extra = Extra.in(frame.extra(), PartReader.DIALECT);
    return names.stream().noneMatch(DROPPED::contains)
        && (frame.logprobs() != null
            || !(names.contains("logprobs") || names.contains("top_logprobs")))
        && (frame.tools() != null || (!names.contains("tools") && !names.contains("tool_choice")))
        && (frame.modalities() != null || !names.contains("modalities"))
        && (frame.stop() == null || !frame.stop().isEmpty())
        && (extra.get("response_format") != null
            || frame.answerSchema() != null
            || frame.answerFormat() != null
            || !names.contains("response_format"));
  }
}

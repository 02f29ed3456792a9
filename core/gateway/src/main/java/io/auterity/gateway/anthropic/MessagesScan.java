package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.NotScannedException;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.ScannedFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.WireBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/**
 * Reads of a body what the road must know, and only counts the conversation. It takes chats that
 * the vendor can be sent as they are; whatever it does not know for certain to be one is left to
 * {@link MessagesReader}, which also has the words for what is refused.
 */
record MessagesScan(JsonReader json, MessagesReader reader) {

  /** The call that a body makes; empty when it must be read. */
  Optional<ChatCall> scan(byte[] body, RequestHeaders headers) {
    try {
      return Optional.of(json.read(body, parser -> scan(body, parser, headers)));
    } catch (NotScannedException | CallFailedException e) {
      return Optional.empty();
    }
  }

  private ChatCall scan(byte[] body, JsonParser parser, RequestHeaders headers) {
    TurnScan turns = new TurnScan();
    ScannedFields fields = ScannedFields.of(body, parser, name -> isRead(name, turns, parser));
    NotScannedException.unless(turns.any());
    ChatCall call = MessagesReader.call(fields.read(), List.of(), headers);
    NotScannedException.unless(saysAll(call.request(), fields.names()));
    WireBody wire = new WireBody(AnthropicDialect.NAME, call.request(), fields.text());
    return new ChatCall(
        call.request(),
        call.stream(),
        call.usage(),
        new Payload.OfWire(wire, turns.unread(), () -> reader.read(body, headers).request()));
  }

  private static boolean isRead(String name, TurnScan turns, JsonParser parser) {
    switch (name) {
      case "messages" -> turns.read(parser);
      case "system" -> turns.readSystem(parser);
      default -> {
        return false;
      }
    }
    return true;
  }

  // A vendor that is sent what its codec would have left out might refuse it.
  private static boolean saysAll(ChatRequest frame, Set<String> names) {
    return !names.contains("betas")
        && !names.contains(XmlField.NAME)
        && (frame.tools() == null
            ? !names.contains("tools") && !names.contains("tool_choice")
            : frame.tools().stream().map(Tool::name).noneMatch(String::isEmpty))
        && (frame.stop() == null || !frame.stop().isEmpty());
  }
}

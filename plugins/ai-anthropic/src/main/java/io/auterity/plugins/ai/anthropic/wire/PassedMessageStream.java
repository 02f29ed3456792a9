package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireEvent;
import io.auterity.toolkit.ai.PassingAnswer;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;

/** A chat that goes as its caller wrote it, and whose answer passes as it is made. */
public record PassedMessageStream(AnthropicEndpoint endpoint)
    implements StreamCodec<WireBody, StreamEvent> {

  @Override
  public WireRequest encode(WireBody body) {
    return MessagesRequest.passed(endpoint, body, true);
  }

  @Override
  public Decoder<StreamEvent> decoder() {
    MessagesStream message = new MessagesStream();
    return PassingAnswer.decoder(new Passing(message), message);
  }

  @Override
  public Failure failure(WireResponse response) {
    return AnthropicErrors.failure(response);
  }

  private record Passing(MessagesStream message) implements PassingAnswer.Passage {

    @Override
    public boolean pass(String data, List<StreamEvent> events, List<ChatEvent> followed) {
      EventScan event = EventScan.of(data, message);
      if (event == null) {
        return passUnknown(data, events);
      }
      message.pass(event, data, followed);
      events.add(event.passed());
      return true;
    }

    @Override
    public boolean end(List<StreamEvent> events) {
      if (message.message().ended()) {
        events.add(EventScan.stop());
      }
      return message.message().ended();
    }

    // What reading would pass over is no reason to read what follows.
    private boolean passUnknown(String data, List<StreamEvent> events) {
      String type = ReplyFields.text(AnthropicErrors.readEvent(data), "type");
      if (EventScan.isKnown(type)) {
        return false;
      }
      WireEvent event = EventScan.unknown(type, data, message);
      if (event != null) {
        events.add(event);
      }
      return true;
    }
  }
}

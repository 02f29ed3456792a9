package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.plugins.ai.bedrock.frame.EventFrames;
import io.auterity.plugins.ai.bedrock.frame.EventMessage;
import io.auterity.plugins.ai.bedrock.frame.MalformedFrameException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.http.VendorReply;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST model/{id}/converse-stream}, answered by an event stream.
 *
 * @param model that is asked; the answer does not name it
 */
public record ConverseStreamCodec(BedrockEndpoint endpoint, String model)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.stream(model, ConverseRequest.chat(request));
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new FrameDecoder(new ConverseStream(model));
  }

  @Override
  public Failure failure(WireResponse response) {
    return BedrockErrors.failure(response);
  }

  /** Whatever goes wrong is the last event, and nothing follows the last. */
  private static final class FrameDecoder implements Decoder<ChatEvent> {

    private final EventFrames frames = new EventFrames();
    private final ConverseStream answer;
    private boolean ended;

    FrameDecoder(ConverseStream answer) {
      this.answer = answer;
    }

    @Override
    public List<ChatEvent> feed(byte[] bytes) {
      List<ChatEvent> events = new ArrayList<>();
      try {
        if (!ended) {
          frames.feed(bytes, message -> take(message, events));
        }
      } catch (MalformedFrameException e) {
        fail(VendorReply.unreadable(String.valueOf(e.getMessage())), events);
      } catch (CallFailedException e) {
        fail(e, events);
      }
      return events;
    }

    private void take(EventMessage message, List<ChatEvent> events) {
      if (!ended) {
        answer.take(message, events);
        ended = !events.isEmpty() && events.getLast().last();
      }
    }

    @Override
    public List<ChatEvent> end() {
      List<ChatEvent> events = new ArrayList<>();
      if (!ended) {
        try {
          answer.end(events);
          ended = true;
        } catch (CallFailedException e) {
          fail(e, events);
        }
      }
      return events;
    }

    private void fail(CallFailedException cause, List<ChatEvent> events) {
      ended = true;
      events.add(new ChatEvent.Failed(cause.failure()));
    }
  }
}

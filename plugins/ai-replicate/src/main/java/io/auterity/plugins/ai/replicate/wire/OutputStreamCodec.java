package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.sse.SseEvent;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The stream of a prediction's words: server-sent events {@code output} with plain text, {@code
 * error} and {@code done}. How the prediction ended, and what it used, stands in it alone.
 *
 * @param id of the prediction
 * @param model that was asked
 */
public record OutputStreamCodec(String id, String model) implements StreamCodec<URI, ChatEvent> {

  @Override
  public WireRequest encode(URI stream) {
    return new WireRequest(
        "GET", stream, Map.of("accept", List.of("text/event-stream")), new byte[0]);
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new Words(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return ReplicateErrors.failure(response);
  }

  private final class Words implements SseChatDecoder.Answer<ChatEvent> {

    private boolean started;
    private boolean said;

    @Override
    public void take(SseEvent event, List<ChatEvent> events) {
      switch (event.type()) {
        case "output" -> take(event.data(), events);
        case "done" -> {
          start(events);
          if (said) {
            events.add(new ChatEvent.PartDone(0));
          }
          events.add(new ChatEvent.Finished(FinishReason.STOP));
        }
        case "error" -> throw new CallFailedException(VendorReply.broken("the stream broke off"));
        default -> {}
      }
    }

    @Override
    public void take(String words, List<ChatEvent> events) {
      start(events);
      if (!words.isEmpty()) {
        said = true;
        events.add(new ChatEvent.PartDelta(0, new Part.Text(words)));
      }
    }

    private void start(List<ChatEvent> events) {
      if (!started) {
        started = true;
        events.add(new ChatEvent.Started(id, model));
      }
    }

    @Override
    public void end(List<ChatEvent> events) {
      throw new CallFailedException(VendorReply.broken("the answer was cut off"));
    }
  }
}

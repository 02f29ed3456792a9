package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.ai.StreamedParts;
import io.auterity.toolkit.http.VendorReply;
import java.util.List;

/** {@code POST api/chat}, answered by lines of JSON. */
public record OllamaChatStreamCodec(OllamaEndpoint endpoint)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post("chat", OllamaChatBody.of(endpoint, request, true));
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return SseChatDecoder.ofJsonLines(new Growing(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OllamaErrors.failure(response);
  }

  /** Words and thoughts grow from line to line, all else comes whole. */
  private static final class Growing implements SseChatDecoder.Answer<ChatEvent> {

    private final OllamaChatReading answer = new OllamaChatReading();
    private final StreamedParts parts = new StreamedParts();
    private boolean started;

    @Override
    public void take(String line, List<ChatEvent> events) {
      List<Part> more = answer.take(OllamaErrors.readLine(line));
      if (!started) {
        started = true;
        events.add(new ChatEvent.Started(answer.id(), answer.model()));
      }
      more.forEach(part -> parts.say(part, events));
      if (answer.ended()) {
        parts.end(events);
        events.add(new ChatEvent.Used(answer.usage()));
        events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
      }
    }

    @Override
    public void end(List<ChatEvent> events) {
      throw new CallFailedException(VendorReply.broken("the answer was cut off"));
    }
  }
}

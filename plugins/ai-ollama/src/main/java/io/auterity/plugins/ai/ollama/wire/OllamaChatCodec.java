package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.http.VendorReply;
import java.util.List;

/** {@code POST api/chat}, answered at once. */
public record OllamaChatCodec(OllamaEndpoint endpoint)
    implements OllamaCodec<ChatRequest, ChatResponse> {

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    return OllamaFit.lost(request);
  }

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post("chat", OllamaChatBody.of(endpoint, request, false));
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = OllamaErrors.read(response);
    if (!(reply.get("message") instanceof Json.Obj)) {
      throw VendorReply.unreadable("it holds no message");
    }
    OllamaChatReading answer = new OllamaChatReading();
    List<Part> parts = answer.take(reply);
    return new ChatResponse(
        answer.id(),
        answer.model(),
        parts,
        answer.reason(),
        answer.usage(),
        answer.extra(),
        answer.detail());
  }
}

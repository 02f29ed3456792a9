package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.http.VendorReply;
import java.util.ArrayList;
import java.util.List;

/** {@code POST models/{model}:generateContent}, answered at once. */
public record GenerateContentCodec(GoogleEndpoint endpoint)
    implements GoogleCodec<ChatRequest, ChatResponse> {

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    return GeminiFit.lost(request);
  }

  /**
   * Requires that something of an answer may be shown.
   *
   * @throws CallFailedException {@code content_refused}
   */
  public static void requireAnswer(ChatResponse answer) {
    if (answer.reason() == FinishReason.CONTENT_REFUSED && answer.parts().isEmpty()) {
      throw GoogleRpcErrors.refused(String.valueOf(answer.detail()));
    }
  }

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post(request.model(), "generateContent", GenerateContentBody.of(request));
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = GoogleRpcErrors.read(response);
    GeminiAnswer answer = new GeminiAnswer();
    List<Part> parts = new ArrayList<>(answer.take(reply));
    if (!answer.ended() && parts.isEmpty()) {
      throw VendorReply.unreadable("it holds no answer");
    }
    if (!answer.tokens().isEmpty()) {
      parts.add(new Part.Logprobs(answer.tokens()));
    }
    parts.addAll(answer.citations());
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

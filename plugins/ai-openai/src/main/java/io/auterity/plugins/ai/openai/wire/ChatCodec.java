package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;

/** {@code POST chat/completions}, answered at once. */
public record ChatCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<ChatRequest, ChatResponse> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post("chat/completions", ChatJson.write(request, endpoint));
  }

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public List<String> lossy(ChatRequest request) {
    return OpenAiFit.lost(request, endpoint.traits());
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    Json.Obj choice =
        ReplyFields.objects(reply, "choices").stream()
            .findFirst()
            .orElseThrow(() -> OpenAiErrors.unreadable("it holds no choice"));
    Json.Obj message = ReplyFields.object(choice, "message");
    FurtherFields further = new FurtherFields().reply(reply).choice(choice, message);
    List<Part> parts = new ArrayList<>(AnswerParts.read(message));
    Part details = further.details();
    if (details != null) {
      parts.addFirst(details);
    }
    parts.addAll(AnswerParts.sources(reply));
    List<TokenLogprob> tokens = LogprobJson.read(choice);
    if (!tokens.isEmpty()) {
      parts.add(new Part.Logprobs(tokens));
    }
    FinishReason reason = reason(choice, message);
    return new ChatResponse(
        ReplyFields.text(reply, "id"),
        ReplyFields.text(reply, "model"),
        parts,
        reason,
        UsageJson.of(reply),
        Extra.of(ChatJson.DIALECT, further.all()),
        Finish.detail(reason, ReplyFields.text(choice, "finish_reason")));
  }

  private static FinishReason reason(Json.Obj choice, Json.Obj message) {
    List<Part> parts = AnswerParts.read(message);
    return !ReplyFields.text(message, "refusal").isEmpty()
        ? FinishReason.CONTENT_REFUSED
        : Finish.read(
            ReplyFields.text(choice, "finish_reason"),
            parts.stream().anyMatch(AnswerParts::asksForTool));
  }
}

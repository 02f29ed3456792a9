package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST v2/chat}, answered at once.
 *
 * @param model that is asked; an answer does not name it
 */
public record CohereChatCodec(CohereEndpoint endpoint, String model)
    implements CohereCodec<ChatRequest, ChatResponse> {

  static final String PATH = "v2/chat";
  private static final Set<String> READ = Set.of("id", "message", "finish_reason");

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    return CohereFit.lost(request);
  }

  /**
   * The answer, unless the vendor ended it before its end.
   *
   * @throws CallFailedException {@code unavailable} or {@code timeout}
   */
  public static ChatResponse unbroken(ChatResponse answer) {
    return switch (answer.detail()) {
      case "ERROR" -> throw CohereErrors.brokeOff("");
      case "TIMEOUT" -> throw CohereErrors.tookTooLong();
      case null, default -> answer;
    };
  }

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post(PATH, CohereChatRequest.write(request));
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    if (!(reply.get("message") instanceof Json.Obj message)) {
      throw VendorReply.unreadable("it holds no message");
    }
    String word = ReplyFields.text(reply, "finish_reason");
    FinishReason reason = CohereSaid.reason(word);
    return new ChatResponse(
        ReplyFields.text(reply, "id"),
        model,
        CohereSaid.read(message),
        reason,
        CohereUsage.read(ReplyFields.object(reply, "usage")),
        Extra.of(CohereFit.DIALECT, rest(reply)),
        reason == FinishReason.OTHER ? word : null);
  }

  /** What the canonical answer has no field for, and all that the usage tells. */
  private static Json.Obj rest(Json.Obj reply) {
    Map<String, Json> rest = new LinkedHashMap<>(reply.fields());
    rest.keySet().removeAll(READ);
    return new Json.Obj(rest);
  }
}

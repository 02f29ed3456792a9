package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.RequestFit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the Responses API: cuts it to what that can carry. It stops at no texts,
 * draws words by temperature and {@code top_p} alone, and takes its own sealed thoughts back. Of
 * what chat completions are told in further fields it knows some.
 */
final class ResponsesFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "openai-responses";

  /** Further fields of chat completions that responses have as well. */
  static final Set<String> SHARED =
      Set.of(
          "metadata",
          "moderation",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "service_tier",
          "store",
          "stream_options",
          "tool_choice",
          "verbosity");

  private ResponsesFit() {}

  static ChatRequest of(ChatRequest request) {
    return fit(request, fit());
  }

  static List<String> lost(ChatRequest request, VendorTraits traits) {
    RequestFit fit = fit();
    fit(request, fit);
    traits.lose(request, fit);
    return fit.lost();
  }

  private static RequestFit fit() {
    return new RequestFit(DIALECT, ChatJson.DIALECT);
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried = fit.sampling(fit.parts(request, new ResponsesFit()), Set.of());
    if (carried.stop() != null && !carried.stop().isEmpty()) {
      fit.lose("stop");
    }
    Extra.in(request.extra(), ChatJson.DIALECT).fields().keySet().stream()
        .filter(name -> !SHARED.contains(name))
        .forEach(name -> fit.lose("extra.%s.%s".formatted(ChatJson.DIALECT, name)));
    for (Message message : request.messages()) {
      Extra.names(message.extra()).stream()
          .filter(name -> !name.startsWith("extra." + DIALECT + "."))
          .forEach(name -> fit.lose("messages." + name));
    }
    Thinking asked = carried.thinking();
    return asked == null
        ? carried
        : carried.withThinking(OpenAiFit.thinking(asked, VendorTraits.NONE, fit));
  }

  @Override
  public boolean tellsLogprobs() {
    return true;
  }

  @Override
  public @Nullable Tool carry(Tool tool, RequestFit fit) {
    return OpenAiFit.isUnknown(tool) ? OpenAiFit.lostTool(fit) : tool;
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.CachePoint _ -> OpenAiFit.lost(fit, "messages.cache_point");
      case Part.ToolResult result -> fit.bareResult(result);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, fit) : part;
    };
  }

  private @Nullable Part carrySaid(Part part, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought when thought.signature() == null -> null;
      case Part.Reasoning thought ->
          SealedThought.isOurs(thought) ? part : OpenAiFit.lost(fit, "messages.reasoning");
      case Part.Image _ -> OpenAiFit.lost(fit, "messages.image");
      case Part.Audio _ -> OpenAiFit.lost(fit, "messages.audio");
      case Part.Citation source ->
          source.extra() == null ? null : OpenAiFit.lost(fit, "messages.citation");
      case Part.Opaque _ when FurtherFields.details(part) != null ->
          OpenAiFit.lost(fit, "messages.reasoning_details");
      case Part.Opaque(String dialect, Json _)
          when !dialect.equals(DIALECT) && !dialect.equals(ChatJson.DIALECT) ->
          OpenAiFit.lost(fit, "messages.opaque." + dialect);
      default -> part;
    };
  }
}

package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the Gemini dialect: cuts it to what that can carry. Of its own thoughts
 * only the marks are needed again; sources are told, not taken; it marks nothing for its cache, and
 * a system text stands before all others.
 */
final class GeminiFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "gemini";

  private GeminiFit() {}

  static ChatRequest of(ChatRequest request) {
    return fit(request, new RequestFit(DIALECT));
  }

  static List<String> lost(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried =
        fit.parts(request.withMessages(ChatSignatures.own(request.messages())), new GeminiFit());
    fit.unwritten(request);
    fit.systemFirst(request);
    if (Boolean.FALSE.equals(request.parallelTools())) {
      fit.lose("parallelTools");
    }
    if (request.user() != null) {
      fit.lose("user");
    }
    if (request.answerSchema() != null) {
      GeminiSchema.of(request.answerSchema(), name -> fit.lose("answerSchema." + name));
    }
    fit.undescribed(request);
    carried = sampling(carried, fit);
    Thinking asked = request.thinking();
    return asked == null
        ? carried
        : carried.withThinking(ThinkingFit.of(asked, ModelFamily.of(request.model()), fit));
  }

  // Its seed has 32 bits; all tokens to draw from is what it does when it is told no number.
  private static ChatRequest sampling(ChatRequest request, RequestFit fit) {
    Sampling asked = request.sampling();
    if (asked == null) {
      return request;
    }
    Sampling carried =
        asked.topK() != null && asked.topK() == 0 ? asked.without(Sampling.Field.TOP_K) : asked;
    if (asked.seed() != null && asked.seed() != asked.seed().intValue()) {
      fit.lose(Sampling.Field.SEED.path());
      carried = carried.without(Sampling.Field.SEED);
    }
    return request.withSampling(carried);
  }

  @Override
  public boolean tellsLogprobs() {
    return true;
  }

  @Override
  public boolean supportsModality(String modality) {
    return modality.equals("image") || modality.equals("audio");
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.Text(String text) -> text.isEmpty() ? null : part;
      case Part.CachePoint _ -> fit.losePart("cache_point");
      case Part.File file -> unnamed(file, fit);
      case Part.ToolResult result -> carry(result, fit);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, fit) : part;
    };
  }

  private static @Nullable Part carrySaid(Part part, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought when thought.signature() == null -> null;
      case Part.Reasoning thought -> isOurs(thought) ? part : fit.losePart("reasoning");
      case Part.Citation source -> source.extra() == null ? null : fit.losePart("citation");
      case Part.Opaque piece when !piece.dialect().equals(DIALECT) ->
          fit.losePart("opaque." + piece.dialect());
      default -> part;
    };
  }

  private static boolean isOurs(Part.Reasoning thought) {
    return thought.dialect() == null || thought.dialect().equals(DIALECT);
  }

  private static Part carry(Part.ToolResult result, RequestFit fit) {
    List<Part.Content> parts = new ArrayList<>(result.parts().size());
    for (Part.Content part : result.parts()) {
      switch (part) {
        case Part.CachePoint _ -> fit.lose("messages.cache_point");
        case Part.File file -> parts.add(unnamed(file, fit));
        default -> parts.add(part);
      }
    }
    return parts.equals(result.parts())
        ? result
        : new Part.ToolResult(result.id(), parts, result.error());
  }

  // The Gemini API refuses the name of a file, and Vertex AI does not look at it.
  private static Part.File unnamed(Part.File file, RequestFit fit) {
    if (file.name() == null) {
      return file;
    }
    fit.lose("messages.file.name");
    return new Part.File(null, file.url(), file.mediaType(), file.base64(), file.extra());
  }

  @Override
  public Tool carry(Tool tool, RequestFit fit) {
    if (tool.cachePoint() != null) {
      fit.lose("tools.cache_point");
    }
    if (tool.dialect() != null) {
      return tool.cachePoint() == null ? tool : tool.uncached();
    }
    return new Tool(
        tool.name(),
        tool.description(),
        GeminiSchema.of(tool.parameters(), name -> fit.lose("tools.parameters." + name)),
        tool.extra(),
        null,
        tool.strict(),
        null);
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.RequestFit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the OpenAI dialect of a vendor: cuts it to what that can carry. It takes
 * no thoughts and no citations back, and those of its own models hold nothing that is needed again,
 * so that only what another vendor signed is a loss. Of thinking it knows words only, and it marks
 * nothing for its cache.
 */
final class OpenAiFit implements RequestFit.Rules {

  private static final int SOME_THOUGHTS = 2_048;
  private static final int MANY_THOUGHTS = 16_384;

  private final VendorTraits traits;

  private OpenAiFit(VendorTraits traits) {
    this.traits = traits;
  }

  static ChatRequest of(ChatRequest request, VendorTraits traits) {
    return new OpenAiFit(traits).fit(request, new RequestFit(ChatJson.DIALECT));
  }

  static List<String> lost(ChatRequest request, VendorTraits traits) {
    RequestFit fit = new RequestFit(ChatJson.DIALECT);
    new OpenAiFit(traits).fit(request, fit);
    traits.lose(request, fit);
    return fit.lost();
  }

  /** Whether it takes what was written in this dialect as it is. */
  static boolean passes(ChatRequest frame, VendorTraits traits) {
    Thinking asked = frame.thinking();
    return traits.passes(frame)
        && (asked == null
            || asked.equals(thinking(asked, traits, new RequestFit(ChatJson.DIALECT))));
  }

  private ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried = fit.parts(request, this);
    Thinking asked = carried.thinking();
    ChatRequest told = asked == null ? carried : carried.withThinking(thinking(asked, traits, fit));
    return traits.thoughtsBack() ? ThoughtsBack.of(told, fit) : told;
  }

  @Override
  public boolean supportsModality(String modality) {
    return !traits.drops().contains("modalities");
  }

  /** What a vendor can be told of how much to think. */
  static @Nullable Thinking thinking(Thinking asked, VendorTraits traits, RequestFit fit) {
    if (asked.mode() == Thinking.Mode.OFF) {
      if (traits.thinking() != ThinkingForm.WORD || "none".equals(asked.effort())) {
        return asked;
      }
      fit.lose("thinking.mode");
      return null;
    }
    boolean exact = traits.thinking() == ThinkingForm.OBJECT && asked.effort() == null;
    if (asked.budgetTokens() != null && !exact) {
      fit.lose("thinking.budgetTokens");
    }
    if (asked.effort() != null) {
      return Thinking.effort(known(asked.effort(), traits, fit));
    }
    if (asked.budgetTokens() == null) {
      if (traits.thinking() != ThinkingForm.WORD && asked.mode() == Thinking.Mode.ON) {
        return asked;
      }
      fit.lose("thinking.mode");
      return null;
    }
    return exact ? asked : Thinking.effort(word(asked.budgetTokens()));
  }

  private static String known(String effort, VendorTraits traits, RequestFit fit) {
    if (effort.equals("max") && traits.thinking() != ThinkingForm.SWITCH) {
      fit.lose("thinking.effort");
      return "xhigh";
    }
    return effort;
  }

  /** The word for about as much thinking. */
  private static String word(int budget) {
    return budget < SOME_THOUGHTS ? "low" : budget < MANY_THOUGHTS ? "medium" : "high";
  }

  @Override
  public boolean tellsLogprobs() {
    return true;
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.CachePoint _ ->
          marks() && place.role() != Role.ASSISTANT && place.before() != null
              ? part
              : lost(fit, "messages.cache_point");
      case Part.ToolResult result -> marks() ? carryMarked(result, fit) : fit.bareResult(result);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, fit) : part;
    };
  }

  private boolean marks() {
    return traits.takes().contains(ChatJson.MARK);
  }

  private static Part carryMarked(Part.ToolResult result, RequestFit fit) {
    if (result.error() == null) {
      return result;
    }
    fit.lose("messages.tool_result.error");
    return new Part.ToolResult(result.id(), result.parts(), null);
  }

  private @Nullable Part carrySaid(Part part, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought when thought.signature() != null ->
          lost(fit, "messages.reasoning");
      case Part.Reasoning _ -> traits.thoughtsBack() ? part : null;
      case Part.Audio _ -> lost(fit, "messages.audio");
      case Part.Image _ -> traits.images() ? part : lost(fit, "messages.image");
      case Part.Citation source -> source.extra() == null ? null : lost(fit, "messages.citation");
      case Part.Opaque piece when !piece.dialect().equals(ChatJson.DIALECT) ->
          lost(fit, "messages.opaque." + piece.dialect());
      case Part.Opaque piece
          when FurtherFields.details(piece) != null
              && traits.messageDrops().contains(FurtherFields.DETAILS) ->
          lost(fit, "messages." + FurtherFields.DETAILS);
      case Part.Opaque piece when CustomTools.call(piece) != null && !traits.customTools() ->
          lost(fit, "messages.opaque." + piece.dialect());
      default -> part;
    };
  }

  @Override
  public @Nullable Tool carry(Tool tool, RequestFit fit) {
    if (isUnknown(tool) || (tool.dialect() != null && !traits.customTools())) {
      return lostTool(fit);
    }
    if (tool.cachePoint() == null || marks()) {
      return tool;
    }
    fit.lose("tools.cache_point");
    return tool.uncached();
  }

  /** Whether a tool is none that chat completions of any vendor are known to have. */
  static boolean isUnknown(Tool tool) {
    return ChatJson.DIALECT.equals(tool.dialect()) && !CustomTools.is(tool);
  }

  static @Nullable Tool lostTool(RequestFit fit) {
    fit.lose("tools." + ChatJson.DIALECT);
    return null;
  }

  static @Nullable Part lost(RequestFit fit, String field) {
    fit.lose(field);
    return null;
  }
}

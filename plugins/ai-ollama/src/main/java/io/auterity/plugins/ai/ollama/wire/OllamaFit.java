package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.RequestFit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the Ollama dialect: cuts it to what that can carry. Thoughts have no
 * signatures, sources are told by none of its models, and which tool is to be called cannot be
 * said.
 */
final class OllamaFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "ollama";

  private OllamaFit() {}

  static ChatRequest of(ChatRequest request) {
    return fit(request, new RequestFit(DIALECT));
  }

  static List<String> lost(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried = fit.parts(request, new OllamaFit());
    boolean tools = carried.tools() != null && !carried.tools().isEmpty();
    String choice = request.toolChoice();
    if (tools && choice != null && !choice.equals("auto") && !choice.equals("none")) {
      fit.lose("toolChoice");
    }
    if (Boolean.FALSE.equals(request.parallelTools())) {
      fit.lose("parallelTools");
    }
    if (request.user() != null) {
      fit.lose("user");
    }
    fit.undescribed(request);
    // A model that may call no tool is told of none.
    ChatRequest shown = "none".equals(choice) ? carried.withTools(null) : carried;
    Thinking asked = request.thinking();
    return asked == null ? shown : shown.withThinking(thinking(asked, fit));
  }

  private static Thinking thinking(Thinking asked, RequestFit fit) {
    if (asked.mode() == Thinking.Mode.OFF || "none".equals(asked.effort())) {
      return new Thinking(Thinking.Mode.OFF, null, null);
    }
    if (asked.budgetTokens() != null) {
      fit.lose("thinking.budgetTokens");
    }
    return new Thinking(asked.mode(), null, effort(asked.effort(), fit));
  }

  private static @Nullable String effort(@Nullable String word, RequestFit fit) {
    return switch (word) {
      case null -> null;
      case "minimal" -> {
        fit.lose("thinking.effort");
        yield "low";
      }
      case "xhigh" -> {
        fit.lose("thinking.effort");
        yield "high";
      }
      default -> word;
    };
  }

  @Override
  public boolean tellsLogprobs() {
    return true;
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.CachePoint _ -> fit.losePart("cache_point");
      case Part.ToolResult result -> fit.bareResult(result);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, fit) : part;
    };
  }

  private static @Nullable Part carrySaid(Part part, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought -> carry(thought, fit);
      case Part.Audio _ -> fit.losePart("audio");
      case Part.Citation source -> source.extra() == null ? null : fit.losePart("citation");
      case Part.Opaque piece -> fit.losePart("opaque." + piece.dialect());
      default -> part;
    };
  }

  private static @Nullable Part carry(Part.Reasoning thought, RequestFit fit) {
    if (thought.signature() != null) {
      return fit.losePart("reasoning");
    }
    boolean ours = thought.dialect() == null || thought.dialect().equals(DIALECT);
    return ours && thought.text() != null ? thought : null;
  }

  @Override
  public Tool carry(Tool tool, RequestFit fit) {
    if (tool.cachePoint() != null) {
      fit.lose("tools.cache_point");
    }
    if (Boolean.TRUE.equals(tool.strict())) {
      fit.lose("tools.strict");
    }
    return tool.cachePoint() == null ? tool : tool.uncached();
  }
}

package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.RequestFit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the Cohere dialect: cuts it to what that can carry. It takes thoughts back
 * that are unsigned, and the plan for its tools, which bears a mark of ours; citations only of its
 * own. It knows no marks for a cache and no words for how much to think, but a number of tokens.
 */
final class CohereFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "cohere";

  /** Stands where others sign: these thoughts are the plan for the tools. */
  static final String PLAN = "tool_plan";

  private static final int MOST_STOPS = 5;
  private static final int MOST_TOKENS = 500;
  private static final double HIGHEST_TEMPERATURE = 1;
  private static final double LOWEST_TOP_P = 0.01;
  private static final double HIGHEST_TOP_P = 0.99;

  private CohereFit() {}

  static ChatRequest of(ChatRequest request) {
    return fit(request, new RequestFit(DIALECT));
  }

  static List<String> lost(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried = fit.parts(request, new CohereFit());
    if (request.user() != null) {
      fit.lose("user");
    }
    if (Boolean.FALSE.equals(request.parallelTools())) {
      fit.lose("parallelTools");
    }
    fit.undescribed(request);
    return ChatRequest.builder(carried.model(), carried.messages())
        .tools(tools(carried.tools(), fit))
        .toolChoice(carried.toolChoice())
        .maxOutputTokens(carried.maxOutputTokens())
        .temperature(fit.within(carried.temperature(), 0, HIGHEST_TEMPERATURE, "temperature"))
        .topP(fit.within(carried.topP(), LOWEST_TOP_P, HIGHEST_TOP_P, "topP"))
        .stop(stops(carried.stop(), fit))
        .answerSchema(carried.answerSchema())
        .extra(carried.extra())
        .thinking(thinking(carried.thinking(), fit))
        .sampling(sampling(carried.sampling(), fit))
        .answerFormat(carried.answerFormat())
        .build();
  }

  /** The vendor's ranges: k to 500, penalties from 0 to 1, seeds from 0. */
  private static @Nullable Sampling sampling(@Nullable Sampling asked, RequestFit fit) {
    if (asked == null) {
      return null;
    }
    Sampling carried =
        asked.withPenalties(
            fit.within(asked.frequencyPenalty(), 0, 1, Sampling.Field.FREQUENCY_PENALTY.path()),
            fit.within(asked.presencePenalty(), 0, 1, Sampling.Field.PRESENCE_PENALTY.path()));
    if (asked.topK() != null && asked.topK() > MOST_TOKENS) {
      fit.lose(Sampling.Field.TOP_K.path());
      carried = carried.withTopK(MOST_TOKENS);
    }
    if (asked.seed() != null && asked.seed() < 0) {
      fit.lose(Sampling.Field.SEED.path());
      carried = carried.without(Sampling.Field.SEED);
    }
    return carried;
  }

  /** To be strict is asked for all tools or for none. */
  private static @Nullable List<Tool> tools(@Nullable List<Tool> tools, RequestFit fit) {
    if (tools == null || !isMixed(tools)) {
      return tools;
    }
    fit.lose("tools.strict");
    return tools.stream().map(CohereFit::lenient).toList();
  }

  private static boolean isMixed(List<Tool> tools) {
    return tools.stream().anyMatch(CohereFit::isStrict)
        && !tools.stream().allMatch(CohereFit::isStrict);
  }

  static boolean isStrict(Tool tool) {
    return Boolean.TRUE.equals(tool.strict());
  }

  private static Tool lenient(Tool tool) {
    return new Tool(
        tool.name(),
        tool.description(),
        tool.parameters(),
        tool.extra(),
        tool.cachePoint(),
        null,
        tool.dialect());
  }

  private static @Nullable List<String> stops(@Nullable List<String> stops, RequestFit fit) {
    if (stops == null || stops.size() <= MOST_STOPS) {
      return stops;
    }
    fit.lose("stop");
    return stops.subList(0, MOST_STOPS);
  }

  private static @Nullable Thinking thinking(@Nullable Thinking asked, RequestFit fit) {
    if (asked == null) {
      return null;
    }
    if (asked.mode() == Thinking.Mode.OFF) {
      return new Thinking(Thinking.Mode.OFF, null, null);
    }
    String effort = asked.effort();
    if (effort == null) {
      return asked;
    }
    fit.lose("thinking.effort");
    Integer told = asked.budgetTokens();
    return new Thinking(asked.mode(), told == null ? budget(effort) : told, null);
  }

  /** About as many tokens as the word means; as many as the model likes for one not known. */
  private static @Nullable Integer budget(String effort) {
    return switch (effort) {
      case "minimal", "low" -> 1_024;
      case "medium" -> 4_096;
      case "high" -> 16_384;
      case "xhigh", "max" -> 32_768;
      default -> null;
    };
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.Text(String text) -> text.isEmpty() ? null : part;
      case Part.CachePoint _ -> fit.losePart("cache_point");
      case Part.ToolResult result -> fit.bareResult(result);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, fit) : part;
    };
  }

  private static @Nullable Part carrySaid(Part part, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought -> carry(thought, fit);
      case Part.Citation source ->
          Extra.in(source.extra(), DIALECT).fields().isEmpty() ? fit.losePart("citation") : part;
      case Part.Opaque piece when !piece.dialect().equals(DIALECT) ->
          fit.losePart("opaque." + piece.dialect());
      case Part.Image _ -> fit.losePart("image");
      case Part.Audio _ -> fit.losePart("audio");
      default -> part;
    };
  }

  private static @Nullable Part carry(Part.Reasoning thought, RequestFit fit) {
    boolean foreign = thought.dialect() != null && !thought.dialect().equals(DIALECT);
    boolean signed = thought.signature() != null && !isPlan(thought);
    if (foreign || signed) {
      return fit.losePart("reasoning");
    }
    return thought.text() == null || thought.text().isEmpty() ? null : thought;
  }

  static boolean isPlan(Part.Reasoning thought) {
    return PLAN.equals(thought.signature()) && DIALECT.equals(thought.dialect());
  }

  @Override
  public Tool carry(Tool tool, RequestFit fit) {
    if (tool.cachePoint() == null) {
      return tool;
    }
    fit.lose("tools.cache_point");
    return tool.uncached();
  }
}

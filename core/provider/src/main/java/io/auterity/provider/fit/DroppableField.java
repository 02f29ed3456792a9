package io.auterity.provider.fit;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A droppable field of a chat: without it the answer is still what was asked for, if not to the
 * letter.
 */
@SuppressWarnings("ImmutableEnumChecker") // The functions are those of a record.
enum DroppableField {
  TEMPERATURE(
      "temperature",
      List.of("temperature"),
      chat -> chat.temperature() != null,
      chat -> chat.withTemperature(null)),
  TOP_P("topP", List.of("top_p", "topP"), chat -> chat.topP() != null, chat -> chat.withTopP(null)),
  TOP_K(Sampling.Field.TOP_K, List.of("top_k", "topK")),
  SEED(Sampling.Field.SEED, List.of("seed")),
  FREQUENCY_PENALTY(
      Sampling.Field.FREQUENCY_PENALTY, List.of("frequency_penalty", "frequencyPenalty")),
  PRESENCE_PENALTY(Sampling.Field.PRESENCE_PENALTY, List.of("presence_penalty", "presencePenalty")),
  THINKING(
      "thinking",
      List.of(
          "reasoning_effort",
          "reasoning.effort",
          "reasoning",
          "output_config.effort",
          "effort",
          "thinking",
          "thinking.type",
          "thinking.budget_tokens",
          "budget_tokens",
          "think",
          "thinkingConfig",
          "thinking_config",
          "thinkingBudget",
          "thinking_budget",
          "thinkingLevel",
          "thinking_level",
          "enable_thinking"),
      chat -> chat.thinking() != null,
      chat -> chat.withThinking(null)),
  USER(
      "user",
      List.of("user", "user_id", "metadata", "metadata.user_id", "safety_identifier"),
      chat -> chat.user() != null,
      chat -> chat.toBuilder().user(null).build()),
  PARALLEL_TOOLS(
      "parallelTools",
      List.of("parallel_tool_calls", "disable_parallel_tool_use"),
      chat -> chat.parallelTools() != null,
      chat -> chat.toBuilder().parallelTools(null).build()),
  LOGPROBS(
      "logprobs",
      List.of("logprobs", "top_logprobs", "responseLogprobs"),
      chat -> chat.logprobs() != null,
      chat -> chat.withLogprobs(null)),
  SEARCH(
      "tools.web_search",
      List.of("web_search", "web_search_20250305", "google_search"),
      chat -> chat.tools() != null && chat.tools().stream().anyMatch(WebSearch::isTurned),
      chat -> chat.withTools(unsearching(chat))),
  STRICT(
      "tools.strict",
      List.of("strict"),
      chat -> chat.tools() != null && chat.tools().stream().anyMatch(DroppableField::isStrict),
      chat -> chat.withTools(unstrict(chat)));

  private final String path;
  private final List<String> words;
  private final Predicate<ChatRequest> said;
  private final UnaryOperator<ChatRequest> without;

  DroppableField(
      String path,
      List<String> words,
      Predicate<ChatRequest> said,
      UnaryOperator<ChatRequest> without) {
    this.path = path;
    this.words = words;
    this.said = said;
    this.without = without;
  }

  DroppableField(Sampling.Field field, List<String> words) {
    this(
        field.path(),
        words,
        chat -> field.of(chat.sampling()).isPresent(),
        chat -> chat.sampling() == null ? chat : chat.withSampling(chat.sampling().without(field)));
  }

  private static boolean isStrict(Tool tool) {
    return tool.dialect() == null && tool.strict() != null;
  }

  private static List<Tool> unsearching(ChatRequest chat) {
    return chat.tools() == null
        ? List.of()
        : chat.tools().stream().filter(tool -> !WebSearch.isTurned(tool)).toList();
  }

  private static List<Tool> unstrict(ChatRequest chat) {
    return chat.tools() == null
        ? List.of()
        : chat.tools().stream()
            .map(
                tool ->
                    isStrict(tool)
                        ? new Tool(
                            tool.name(),
                            tool.description(),
                            tool.parameters(),
                            tool.extra(),
                            tool.cachePoint(),
                            null,
                            null)
                        : tool)
            .toList();
  }

  /** Its canonical name. */
  String path() {
    return path;
  }

  /** What vendors call it. */
  List<String> words() {
    return words;
  }

  /** Whether a request has it. */
  boolean isIn(ChatRequest chat) {
    return said.test(chat);
  }

  ChatRequest without(ChatRequest chat) {
    return without.apply(chat);
  }
}

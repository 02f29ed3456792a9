package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.ai.ClaudeSampling;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to the Anthropic dialect: cuts it to what that can carry. Thoughts go back
 * only as this vendor signed them; a mark for the cache needs something before it that can bear it;
 * a system text stands before all others.
 */
final class AnthropicFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "anthropic";

  /**
   * Models that think by a number of tokens and know no adaptive thinking: a closed list, since all
   * that came later do.
   */
  private static final Pattern BY_TOKENS =
      Pattern.compile("claude-(3-.*|(opus|sonnet|haiku)-4(-[015])?([-@]20\\d{6}|-latest)?)");

  private static final int FEWEST_THOUGHTS = 1_024;
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private AnthropicFit() {}

  static ChatRequest of(ChatRequest request) {
    return fit(request, new RequestFit(DIALECT));
  }

  static List<String> lost(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  /** Whether it takes what was written in this dialect as it is. */
  static boolean passes(ChatRequest frame) {
    Thinking asked = frame.thinking();
    RequestFit fit = new RequestFit(DIALECT);
    ClaudeSampling.carry(frame, frame.model(), thinks(asked), fit);
    return fit.lost().isEmpty()
        && (asked == null || asked.equals(thinking(asked, frame, new RequestFit(DIALECT))));
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    ChatRequest carried = fit.parts(request, new AnthropicFit());
    fit.unwritten(request);
    if (systemComesLate(request.messages())) {
      fit.lose("messages.system");
    }
    fit.undescribed(request);
    Thinking asked = request.thinking();
    Thinking told = asked == null ? null : thinking(asked, request, fit);
    return ClaudeSampling.carry(
        fit.schemasOnly(carried).withThinking(told), request.model(), thinks(told), fit);
  }

  private static boolean thinks(@Nullable Thinking told) {
    return told != null
        && (told.budgetTokens() != null
            || told.mode() == Thinking.Mode.ON
            || told.mode() == Thinking.Mode.ADAPTIVE);
  }

  private static boolean systemComesLate(List<Message> messages) {
    boolean begun = false;
    for (Message message : messages) {
      if (message.role() == Role.SYSTEM && begun && !standsInTurn(message)) {
        return true;
      }
      begun |= message.role() != Role.SYSTEM;
    }
    return false;
  }

  /** Whether a system message is one of those that this vendor knows in the conversation. */
  static boolean standsInTurn(Message message) {
    return message.parts().stream()
        .anyMatch(part -> part instanceof Part.Opaque piece && piece.dialect().equals(DIALECT));
  }

  private static @Nullable Thinking thinking(Thinking asked, ChatRequest request, RequestFit fit) {
    Thinking.Mode mode = asked.mode();
    if (mode == Thinking.Mode.OFF) {
      return "none".equals(asked.effort()) ? new Thinking(mode, null, null) : asked;
    }
    String effort = effort(asked.effort(), fit);
    if (asked.budgetTokens() != null || mode == null) {
      return new Thinking(mode, asked.budgetTokens(), effort);
    }
    boolean byTokens = BY_TOKENS.matcher(request.model()).matches();
    return byTokens && (effort != null || mode == Thinking.Mode.ON)
        ? budget(effort, request.maxOutputTokens(), fit)
        : new Thinking(Thinking.Mode.ADAPTIVE, null, effort);
  }

  private static @Nullable String effort(@Nullable String word, RequestFit fit) {
    if (!"minimal".equals(word)) {
      return word;
    }
    fit.lose("thinking.effort");
    return "low";
  }

  /** Thoughts count towards the answer, which must be longer than they are. */
  private static @Nullable Thinking budget(
      @Nullable String effort, @Nullable Integer longest, RequestFit fit) {
    int budget =
        switch (effort) {
          case "low" -> FEWEST_THOUGHTS;
          case "high" -> 16_384;
          case "xhigh", "max" -> 32_768;
          case null, default -> 4_096;
        };
    int most = longest == null ? budget : Math.min(budget, longest - 1);
    if (most >= FEWEST_THOUGHTS) {
      return new Thinking(Thinking.Mode.ON, most, null);
    }
    fit.lose("thinking");
    return null;
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.Text(String text) -> text.isEmpty() ? null : part;
      case Part.CachePoint _ -> bearsMark(place.before()) ? part : fit.losePart("cache_point");
      case Part.File file -> carry(file, fit);
      case Part.ToolResult result -> carry(result, fit);
      case Part.ToolCall call -> carry(call, fit);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, place.before(), fit) : part;
    };
  }

  private static @Nullable Part carrySaid(Part part, @Nullable Part before, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought -> isOurs(thought) ? part : fit.losePart("reasoning");
      case Part.Citation source ->
          isOurs(source) && (before instanceof Part.Text || before instanceof Part.Citation)
              ? part
              : fit.losePart("citation");
      case Part.Opaque piece when !piece.dialect().equals(DIALECT) ->
          fit.losePart("opaque." + piece.dialect());
      case Part.Image _ -> fit.losePart("image");
      case Part.Audio _ -> fit.losePart("audio");
      default -> part;
    };
  }

  private static boolean isOurs(Part.Reasoning thought) {
    boolean foreign = thought.dialect() != null && !thought.dialect().equals(DIALECT);
    return thought.signature() != null && !foreign;
  }

  private static boolean isOurs(Part.Citation source) {
    return !Extra.in(source.extra(), DIALECT).fields().isEmpty();
  }

  private static boolean bearsMark(@Nullable Part part) {
    return switch (part) {
      case null -> false;
      case Part.CachePoint _ -> false;
      case Part.Reasoning _ -> false;
      case Part.Opaque piece -> !ContentBlocks.isRedacted(piece);
      default -> true;
    };
  }

  private static Part.File carry(Part.File file, RequestFit fit) {
    String type = file.mediaType();
    if (type == null || !type.startsWith("text/") || type.equals("text/plain")) {
      return file;
    }
    fit.lose("messages.file.mediaType");
    return new Part.File(file.name(), file.url(), "text/plain", file.base64(), file.extra());
  }

  private static Part carry(Part.ToolCall call, RequestFit fit) {
    String id = id(call.id(), fit);
    return id.equals(call.id())
        ? call
        : new Part.ToolCall(id, call.name(), call.arguments(), call.extra());
  }

  private static Part carry(Part.ToolResult result, RequestFit fit) {
    String id = id(result.id(), fit);
    List<Part.Content> parts = new ArrayList<>(result.parts().size());
    for (Part.Content part : result.parts()) {
      Part before = parts.isEmpty() ? null : parts.getLast();
      if (part instanceof Part.CachePoint && !bearsMark(before)) {
        fit.lose("messages.cache_point");
      } else if (!(part instanceof Part.Text(String text) && text.isEmpty())) {
        parts.add(part instanceof Part.File file ? carry(file, fit) : part);
      }
    }
    return id.equals(result.id()) && parts.equals(result.parts())
        ? result
        : new Part.ToolResult(id, parts, result.error());
  }

  /** Other vendors' ids may hold characters that this one refuses. */
  private static String id(String id, RequestFit fit) {
    if (ID.matcher(id).matches()) {
      return id;
    }
    fit.lose("messages.tool_call.id");
    return id.isEmpty() ? "_" : id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }
}

package io.auterity.relay.cache;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A streamed chat as it comes in, and as one answer once its end has come. */
final class WholeChat {

  /** About as many characters as one token and its probability take. */
  private static final long LOGPROB = 64;

  private final SortedMap<Integer, Growing> parts = new TreeMap<>();
  private String id = "";
  private String model = "";
  private TokenUsage usage = TokenUsage.NONE;
  private ChatEvent.@Nullable Finished end;
  private boolean unfit;
  private long length;

  private static final class Growing {
    private final Part first;
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogprob> tokens = new ArrayList<>();
    private @Nullable String signature;
    private @Nullable String dialect;

    private Growing(Part first) {
      this.first = first;
    }

    private Part whole() {
      return switch (first) {
        case Part.Text _ -> new Part.Text(text.toString());
        case Part.Reasoning _ ->
            new Part.Reasoning(text.isEmpty() ? null : text.toString(), signature, dialect);
        case Part.ToolCall call ->
            new Part.ToolCall(call.id(), call.name(), text.toString(), call.extra());
        case Part.Logprobs _ -> new Part.Logprobs(tokens);
        default -> first;
      };
    }
  }

  /** Takes the next event; what is no event of a chat makes all of it unfit to be kept. */
  void take(Record event) {
    switch (event) {
      case ChatEvent.Started(String told, String of) -> {
        id = told;
        model = of;
      }
      case ChatEvent.PartDelta(int index, Part part) -> grow(index, part);
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.Finished finished -> end = finished;
      case ChatEvent.PartDone _ -> {}
      case ChatEvent.PartGrown _ -> {}
      default -> unfit = true;
    }
  }

  private void grow(int index, Part part) {
    Growing known = parts.get(index);
    Growing growing = known == null ? new Growing(part) : known;
    switch (part) {
      case Part.Text(String piece) -> add(growing, piece);
      case Part.Reasoning thought -> {
        add(growing, thought.text() == null ? "" : thought.text());
        if (thought.signature() != null) {
          growing.signature = thought.signature();
          growing.dialect = thought.dialect();
        }
      }
      case Part.ToolCall call -> add(growing, call.arguments());
      case Part.Logprobs(List<TokenLogprob> tokens) -> add(growing, tokens);
      // A piece of any other sort comes whole.
      default -> unfit |= known != null;
    }
    unfit |= known != null && known.first.getClass() != part.getClass();
    parts.put(index, growing);
  }

  private void add(Growing growing, String piece) {
    if (fits(piece.length())) {
      growing.text.append(piece);
    }
  }

  private void add(Growing growing, List<TokenLogprob> tokens) {
    if (fits(tokens.stream().mapToLong(WholeChat::length).sum())) {
      growing.tokens.addAll(tokens);
    }
  }

  private static long length(TokenLogprob token) {
    return LOGPROB * (1L + (token.top() == null ? 0 : token.top().size()));
  }

  private boolean fits(long more) {
    length += more;
    if (length > AnswerCache.LONGEST) {
      unfit = true;
      parts.clear();
      return false;
    }
    return true;
  }

  /** The answer; null when it has not ended, or was not understood, or is too long. */
  @Nullable ChatResponse answer() {
    ChatEvent.Finished finished = end;
    return finished == null || unfit
        ? null
        : new ChatResponse(
            id,
            model,
            parts.values().stream().map(Growing::whole).toList(),
            finished.reason(),
            usage,
            finished.extra(),
            finished.detail());
  }

  /** Whether an answer is as good for the next who asks. */
  static boolean isComplete(ChatResponse answer) {
    return switch (answer.reason()) {
      case STOP, TOOL_CALLS, STOP_TEXT -> true;
      default -> false;
    };
  }

  /** An answer as it would have been streamed, each part in one piece. */
  static List<ChatEvent> events(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>(2 * answer.parts().size() + 3);
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    for (int i = 0; i < answer.parts().size(); i++) {
      events.add(new ChatEvent.PartDelta(i, answer.parts().get(i)));
      events.add(new ChatEvent.PartDone(i));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
    return events;
  }
}

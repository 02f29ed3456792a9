package io.auterity.relay.cache;

import io.auterity.relay.capture.JoinedPart;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A streamed chat as it comes in, and as one answer once its end has come. */
final class WholeChat {

  private final SortedMap<Integer, JoinedPart> parts = new TreeMap<>();
  private String id = "";
  private String model = "";
  private TokenUsage usage = TokenUsage.NONE;
  private ChatEvent.@Nullable Finished end;
  private boolean unfit;
  private long length;

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

  // A piece of a sort that comes whole has none after it.
  private void grow(int index, Part part) {
    JoinedPart known = parts.get(index);
    unfit |= known != null && !(JoinedPart.isPiece(part) && known.isLike(part));
    length += JoinedPart.length(part);
    if (length > AnswerCache.LONGEST) {
      unfit = true;
      parts.clear();
      return;
    }
    parts.computeIfAbsent(index, first -> new JoinedPart(part)).add(part);
  }

  /** The answer; null when it has not ended, or was not understood, or is too long. */
  @Nullable ChatResponse answer() {
    ChatEvent.Finished finished = end;
    return finished == null || unfit
        ? null
        : new ChatResponse(
            id,
            model,
            parts.values().stream().map(JoinedPart::whole).toList(),
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

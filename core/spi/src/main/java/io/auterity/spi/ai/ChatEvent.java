package io.auterity.spi.ai;

import io.auterity.spi.Failure;
import io.auterity.spi.Json.Obj;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens while a model answers. A stream ends with exactly one {@link Finished} or {@link
 * Failed}. The set grows: a switch over it has a default.
 */
public sealed interface ChatEvent {

  record Started(String id, String model) implements ChatEvent {}

  /**
   * More of the part at {@code index}. For text and reasoning {@code part} carries the new piece;
   * for a tool call the first delta carries id and name, and each carries new argument text.
   */
  record PartDelta(int index, Part part) implements ChatEvent {}

  record PartDone(int index) implements ChatEvent {}

  /** Usage so far; the last one counts. */
  record Used(TokenUsage usage) implements ChatEvent {}

  /** The last event of an answer; {@code detail} and {@code extra} as in {@link ChatResponse}. */
  record Finished(FinishReason reason, @Nullable String detail, @Nullable Map<String, Obj> extra)
      implements ChatEvent {
    public Finished {
      extra = Extra.copy(extra);
    }

    public Finished(FinishReason reason) {
      this(reason, null, null);
    }
  }

  record Failed(Failure failure) implements ChatEvent {}
}

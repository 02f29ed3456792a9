package io.auterity.spi.ai;

import io.auterity.spi.Failure;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.StreamEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a chat stream while a model answers. A stream ends with exactly one {@link Finished}
 * or {@link Failed}. The set grows: a switch over it has a default.
 */
public sealed interface ChatEvent extends StreamEvent {

  // Most events only carry what others say; those that show something say so.
  @Override
  default boolean visible() {
    return false;
  }

  record Started(String id, String model) implements ChatEvent {}

  /**
   * More of the part at {@code index}. For text and reasoning {@code part} carries the new piece;
   * for a tool call the first delta carries id and name, and each carries new argument text.
   */
  record PartDelta(int index, Part part) implements ChatEvent {
    @Override
    public boolean visible() {
      return switch (part) {
        case Part.Text(String text) -> !text.isEmpty();
        case Part.Reasoning thought -> thought.text() != null && !thought.text().isEmpty();
        case Part.Logprobs _ -> false;
        default -> true;
      };
    }

    @Override
    public int length() {
      return switch (part) {
        case Part.Text(String text) -> text.length();
        case Part.Reasoning thought -> thought.text() == null ? 0 : thought.text().length();
        case Part.ToolCall call -> call.name().length() + call.arguments().length();
        default -> 0;
      };
    }
  }

  /**
   * How many characters more a model has written of the part at {@code index}, where no delta tells
   * them as words: of a part that only one vendor knows, not all that stands in it is written.
   */
  record PartGrown(int index, int length) implements ChatEvent {}

  record PartDone(int index) implements ChatEvent {}

  /** Usage so far; the last one counts. */
  record Used(TokenUsage usage) implements ChatEvent {
    @Override
    public Map<String, Long> used() {
      return usage.quantities();
    }
  }

  /**
   * The last event of an answer; {@code detail}, {@code extra} and {@code xml} as in {@link
   * ChatResponse}.
   */
  record Finished(
      FinishReason reason,
      @Nullable String detail,
      @Nullable Map<String, Obj> extra,
      @Nullable XmlAnswer xml)
      implements ChatEvent {
    public Finished {
      extra = Extra.copy(extra);
    }

    public Finished(
        FinishReason reason, @Nullable String detail, @Nullable Map<String, Obj> extra) {
      this(reason, detail, extra, null);
    }

    public Finished(FinishReason reason) {
      this(reason, null, null, null);
    }

    public Finished withXml(XmlAnswer elements) {
      return new Finished(reason, detail, extra, elements);
    }

    @Override
    public boolean last() {
      return true;
    }
  }

  record Failed(Failure failure) implements ChatEvent {
    @Override
    public Failed withFailure(Failure other) {
      return new Failed(other);
    }
  }
}

package io.auterity.relay.road;

import io.auterity.relay.capture.StreamTranscript;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of two answers to the same question.
 *
 * @param offer who gave it
 * @param said what of it can be compared; null where that is nothing
 * @param tookNanos from when the call began until it was over
 * @param cost of the whole call, in nano-units
 */
public record ShadowAnswer(String offer, @Nullable Said said, long tookNanos, long cost) {

  /** What of an answer can be compared. */
  public sealed interface Said {}

  /** A class that was chosen. */
  public record Label(String label) implements Said {}

  /**
   * Words, and tools that were asked for.
   *
   * @param refused whether the vendor refused to answer
   */
  public record Words(String text, List<Part.ToolCall> tools, boolean refused) implements Said {
    public Words {
      tools = List.copyOf(tools);
    }
  }

  /** What can be compared of an answer that came whole. */
  public static @Nullable Said of(@Nullable Record value) {
    return switch (value) {
      case Classification chosen -> new Label(chosen.label());
      case ChatResponse chat -> words(chat.parts(), chat.reason());
      case null, default -> null;
    };
  }

  /** What can be compared of an answer that streamed; nothing where it was too long to be kept. */
  public static @Nullable Said of(StreamTranscript stream) {
    List<Part> parts = new ArrayList<>();
    FinishReason reason = null;
    for (Record event : stream.events()) {
      if (event instanceof ChatEvent.PartDelta(int _, Part part)) {
        parts.add(part);
      } else if (event instanceof ChatEvent.Finished end) {
        reason = end.reason();
      }
    }
    return stream.note() != null || reason == null ? null : words(parts, reason);
  }

  private static Words words(List<Part> parts, FinishReason reason) {
    StringBuilder text = new StringBuilder();
    List<Part.ToolCall> tools = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text(String words)) {
        text.append(words);
      } else if (part instanceof Part.ToolCall tool) {
        tools.add(tool);
      }
    }
    return new Words(text.toString(), tools, reason == FinishReason.CONTENT_REFUSED);
  }
}

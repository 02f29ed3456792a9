package io.auterity.relay.thought;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where thoughts stand in an answer that calls tools, and how they come to stand there again. */
final class ThoughtsOfCalls {

  private static final Set<String> THOUGHTS =
      Set.of("redacted_thinking", "reasoning_details", "reasoning");

  private ThoughtsOfCalls() {}

  /**
   * What was thought before a call.
   *
   * @param first before all that the answer says
   * @param before since what it said last, right before the call
   */
  record Before(List<Part> first, List<Part> before) {
    Before {
      first = List.copyOf(first);
      before = List.copyOf(before);
    }
  }

  /** The thoughts of an answer by its calls; a call before which nothing was thought has none. */
  static Map<Part.ToolCall, Before> of(List<Part> parts) {
    List<Part> first = new ArrayList<>();
    List<Part> before = new ArrayList<>();
    boolean spoke = false;
    for (Part part : parts) {
      // A vendor tells these behind its calls as well.
      if (isDetails(part)) {
        first.add(part);
      }
    }
    Map<Part.ToolCall, Before> found = new LinkedHashMap<>();
    for (Part part : parts) {
      if (isDetails(part) || part instanceof Part.Logprobs) {
        continue;
      }
      if (isThought(part)) {
        (spoke ? before : first).add(part);
        continue;
      }
      if (part instanceof Part.ToolCall call) {
        if (!first.isEmpty() || !before.isEmpty()) {
          found.put(call, new Before(first, before));
        }
        first.clear();
      }
      before.clear();
      spoke = true;
    }
    return found;
  }

  /**
   * A conversation with the thoughts in it that its client has dropped; the same where it has
   * dropped none, or none are known.
   */
  static List<Message> restored(
      List<Message> messages, Function<Part.ToolCall, @Nullable Before> known) {
    List<Message> all = null;
    for (int i = 0; i < messages.size(); i++) {
      Message made = restored(messages.get(i), known);
      if (!made.equals(messages.get(i))) {
        all = all == null ? new ArrayList<>(messages) : all;
        all.set(i, made);
      }
    }
    return all == null ? messages : all;
  }

  private static Message restored(
      Message message, Function<Part.ToolCall, @Nullable Before> known) {
    if (message.role() != Role.ASSISTANT
        || message.parts().stream().noneMatch(Part.ToolCall.class::isInstance)
        || message.parts().stream().anyMatch(ThoughtsOfCalls::isThought)) {
      return message;
    }
    List<Part> first = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Part part : message.parts()) {
      Before thought = part instanceof Part.ToolCall call ? known.apply(call) : null;
      if (thought != null) {
        first.addAll(thought.first());
        parts.addAll(thought.before());
      }
      parts.add(part);
    }
    parts.addAll(0, first);
    return parts.size() == message.parts().size()
        ? message
        : new Message(message.role(), parts, message.extra());
  }

  private static boolean isDetails(Part part) {
    return part instanceof Part.Opaque(String _, Json.Obj value)
        && "reasoning_details".equals(value.text("type"));
  }

  private static boolean isThought(Part part) {
    return part instanceof Part.Reasoning
        || (part instanceof Part.Opaque(String _, Json.Obj value)
            && (THOUGHTS.contains(String.valueOf(value.text("type")))
                || value.get("reasoningContent") != null));
  }
}

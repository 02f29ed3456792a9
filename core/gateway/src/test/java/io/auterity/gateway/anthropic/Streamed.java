package io.auterity.gateway.anthropic;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;

/** Tells an answer by events, in two pieces each, as the vendor's connector does. */
final class Streamed {

  private Streamed() {}

  static List<ChatEvent> events(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    int text = -1;
    for (int i = 0; i < answer.parts().size(); i++) {
      Part part = answer.parts().get(i);
      if (text >= 0 && !(part instanceof Part.Citation)) {
        events.add(new ChatEvent.PartDone(text));
        text = -1;
      }
      tell(i, part, events);
      if (part instanceof Part.Text) {
        text = i;
      } else {
        events.add(new ChatEvent.PartDone(i));
      }
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
    return events;
  }

  private static void tell(int index, Part part, List<ChatEvent> events) {
    switch (part) {
      case Part.Text(String text) -> {
        int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
        add(index, new Part.Text(text.substring(0, half)), events);
        add(index, new Part.Text(text.substring(half)), events);
      }
      case Part.Reasoning thought -> {
        if (thought.text() != null) {
          add(index, new Part.Reasoning(thought.text(), null, thought.dialect()), events);
        }
        add(index, new Part.Reasoning(null, thought.signature(), thought.dialect()), events);
      }
      case Part.ToolCall call -> {
        add(index, new Part.ToolCall(call.id(), call.name(), "", call.extra()), events);
        add(index, new Part.ToolCall("", "", call.arguments()), events);
      }
      default -> add(index, part, events);
    }
  }

  private static void add(int index, Part part, List<ChatEvent> events) {
    events.add(new ChatEvent.PartDelta(index, part));
  }
}

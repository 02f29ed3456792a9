package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a vendor wants that demands its thoughts back: each call of a tool with what was thought
 * before it. A turn that began elsewhere, or at a client that keeps no thoughts, is told with words
 * in their place. While it thinks, it calls no tool because it must.
 */
final class ThoughtsBack {

  private static final Part NOT_KEPT =
      new Part.Reasoning("What was thought before this call was not kept.", null);

  static ChatRequest of(ChatRequest request, RequestFit fit) {
    Thinking asked = request.thinking();
    if (asked != null && asked.mode() == Thinking.Mode.OFF) {
      return request;
    }
    if (isForced(request)) {
      fit.lose("thinking.mode");
      return request.withThinking(new Thinking(Thinking.Mode.OFF, null, null));
    }
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (Message message : request.messages()) {
      messages.add(lacksThoughts(message) ? withWords(message, fit) : message);
    }
    return messages.equals(request.messages()) ? request : request.withMessages(messages);
  }

  private static boolean isForced(ChatRequest request) {
    String choice = request.toolChoice();
    return choice != null
        && !choice.equals("auto")
        && !choice.equals("none")
        && request.tools() != null
        && !request.tools().isEmpty();
  }

  private static boolean lacksThoughts(Message message) {
    return message.role() == Role.ASSISTANT
        && message.parts().stream().anyMatch(AnswerParts::asksForTool)
        && message.parts().stream().noneMatch(ThoughtsBack::hasWords);
  }

  private static boolean hasWords(Part part) {
    return part instanceof Part.Reasoning(String words, String _, String _)
        && words != null
        && !words.isEmpty();
  }

  private static Message withWords(Message message, RequestFit fit) {
    fit.lose("messages.reasoning");
    List<Part> parts = new ArrayList<>();
    parts.add(NOT_KEPT);
    parts.addAll(message.parts());
    return new Message(message.role(), parts, message.extra());
  }
}

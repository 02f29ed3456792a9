package io.auterity.provider.fit;

import io.auterity.provider.target.NameSpelling;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps the names of a call's tools to their names at a target, and back. */
public final class ToolNames {

  /** Where each is called as its caller calls it. */
  static final ToolNames SAME = new ToolNames(null);

  private final @Nullable NameSpelling spelling;
  private final Map<String, String> own = new HashMap<>();

  ToolNames(@Nullable NameSpelling spelling) {
    this.spelling = spelling;
  }

  /** The name there. */
  String there(String name) {
    if (spelling == null || name.isEmpty()) {
      return name;
    }
    String spelled = spelling.of(name);
    if (!spelled.equals(name)) {
      own.put(spelled, name);
    }
    return spelled;
  }

  ChatRequest there(ChatRequest request) {
    List<Tool> tools = request.tools();
    if (spelling == null || tools == null) {
      return request;
    }
    List<Tool> spelled = tools.stream().map(this::there).toList();
    String choice = request.toolChoice();
    boolean named = choice != null && tools.stream().anyMatch(tool -> tool.name().equals(choice));
    return spelled.equals(tools)
        ? request
        : request.toBuilder()
            .tools(spelled)
            .toolChoice(choice != null && named ? there(choice) : choice)
            .build();
  }

  private Tool there(Tool tool) {
    String name = tool.dialect() == null ? there(tool.name()) : tool.name();
    return name.equals(tool.name())
        ? tool
        : new Tool(
            name,
            tool.description(),
            tool.parameters(),
            tool.extra(),
            tool.cachePoint(),
            tool.strict(),
            tool.dialect());
  }

  /** What a target answers, or one event of it, with the names of the caller. */
  public Record back(Record told) {
    if (own.isEmpty()) {
      return told;
    }
    return switch (told) {
      case ChatResponse answer -> back(answer);
      case ChatEvent.PartDelta(int index, Part part) -> new ChatEvent.PartDelta(index, back(part));
      default -> told;
    };
  }

  private ChatResponse back(ChatResponse answer) {
    List<Part> parts = answer.parts().stream().map(this::back).toList();
    return new ChatResponse(
        answer.id(),
        answer.model(),
        parts,
        answer.reason(),
        answer.usage(),
        answer.extra(),
        answer.detail(),
        answer.xml());
  }

  private Part back(Part part) {
    if (!(part instanceof Part.ToolCall call)) {
      return part;
    }
    String name = own.get(call.name());
    return name == null ? part : new Part.ToolCall(call.id(), name, call.arguments(), call.extra());
  }

  /** A conversation in which calls have the names of the target. */
  List<Message> there(List<Message> messages) {
    return spelling == null
        ? messages
        : PartChanges.all(
            messages,
            part ->
                part instanceof Part.ToolCall call && !there(call.name()).equals(call.name())
                    ? new Part.ToolCall(
                        call.id(), there(call.name()), call.arguments(), call.extra())
                    : part);
  }
}

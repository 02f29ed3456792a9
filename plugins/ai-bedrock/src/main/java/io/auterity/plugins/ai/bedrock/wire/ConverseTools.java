package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools of a request, and which of them the model may call. */
final class ConverseTools {

  private static final Json.Obj ANYTHING = Json.EMPTY.with("type", Json.of("object"));

  /** Whether calls of tools stand in the conversation, which then needs their definitions. */
  static boolean arePartOf(ChatRequest request) {
    return request.messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
  }

  /**
   * The configuration; null when the model is to know of none. There is no word for not calling
   * any: who may call none is told of none. A conversation in which tools were called is refused
   * without their definitions, so those that are not given again are told by name.
   */
  static Json.@Nullable Obj config(ChatRequest request) {
    List<Tool> tools = request.tools();
    boolean barred = "none".equals(request.toolChoice()) && !arePartOf(request);
    if (tools == null || tools.isEmpty()) {
      List<Json> called = calledBefore(request);
      return called.isEmpty() ? null : Json.EMPTY.with("tools", Json.array(called));
    }
    if (barred) {
      return null;
    }
    List<Json> written = new ArrayList<>();
    for (Tool tool : tools) {
      written.add(tool(tool));
      if (tool.cachePoint() != null) {
        written.add(ConverseBlocks.mark(tool.cachePoint()));
      }
    }
    Json.Obj config = Json.EMPTY.with("tools", Json.array(written));
    Json.Obj choice = choice(request.toolChoice());
    return choice == null ? config : config.with("toolChoice", choice);
  }

  private static List<Json> calledBefore(ChatRequest request) {
    return request.messages().stream()
        .flatMap(message -> message.parts().stream())
        .filter(Part.ToolCall.class::isInstance)
        .map(part -> ((Part.ToolCall) part).name())
        .distinct()
        .map(name -> tool(new Tool(name, null, ANYTHING)))
        .toList();
  }

  private static Json tool(Tool tool) {
    Json.Obj own = Extra.in(tool.extra(), ConverseFit.DIALECT);
    if (tool.dialect() != null) {
      Json.Obj named = Json.EMPTY.with("name", Json.of(tool.name()));
      return own.fields().isEmpty() ? Json.EMPTY.with("systemTool", named) : own;
    }
    Json.Obj spec = Json.EMPTY.with("name", Json.of(tool.name()));
    String description = tool.description();
    if (description != null && !description.isEmpty()) {
      spec = spec.with("description", Json.of(description));
    }
    spec = spec.with("inputSchema", Json.EMPTY.with("json", tool.parameters()));
    if (tool.strict() != null) {
      spec = spec.with("strict", Json.of(tool.strict()));
    }
    return Json.EMPTY.with("toolSpec", ConverseRequest.joined(spec, own));
  }

  private static Json.@Nullable Obj choice(@Nullable String choice) {
    return switch (choice) {
      case null -> null;
      case "none" -> null;
      case "auto" -> Json.EMPTY.with("auto", Json.EMPTY);
      case "required" -> Json.EMPTY.with("any", Json.EMPTY);
      default -> Json.EMPTY.with("tool", Json.EMPTY.with("name", Json.of(choice)));
    };
  }
}

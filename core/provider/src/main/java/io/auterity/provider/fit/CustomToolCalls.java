package io.auterity.provider.fit;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Custom tools, which are the caller's and take a text, and calls of them, as OpenAI's two APIs
 * write them: chat completions put what is said of one into an object of its own, which the
 * Responses API does not.
 */
final class CustomToolCalls {

  /** Name of chat completions on what only they understand. */
  static final String CHAT = "openai";

  /** Name of the Responses API on what only it understands. */
  static final String RESPONSES = "openai-responses";

  static final String CUSTOM = "custom";

  /** Type of a call of such a tool in the Responses API. */
  static final String CALL = "custom_tool_call";

  private static final String FORMAT = "format";
  private static final String GRAMMAR = "grammar";

  /** Whether a part is a call of such a tool in a chat completion. */
  static boolean isChats(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj call)
        && dialect.equals(CHAT)
        && CUSTOM.equals(call.text("type"))
        && call.get(CUSTOM) instanceof Json.Obj;
  }

  /** The id by which a result answers a part; null when the part is no call. */
  static @Nullable String id(Part part) {
    return switch (part) {
      case Part.ToolCall call -> call.id();
      case Part.Opaque(String _, Json.Obj call) when isChats(part) -> call.text("id");
      case Part.Opaque(String dialect, Json.Obj item)
          when dialect.equals(RESPONSES)
              && Objects.requireNonNullElse(item.text("type"), "").endsWith("_call") ->
          item.text("call_id");
      default -> null;
    };
  }

  /** Whether words answer a call, as they do that of a function or of a tool that takes a text. */
  static boolean takesWords(Part part) {
    return part instanceof Part.ToolCall
        || isChats(part)
        || (part instanceof Part.Opaque(String _, Json.Obj item) && CALL.equals(item.text("type")));
  }

  /** The same call with another id; of the Responses API, whose results repeat it, as it is. */
  static Part called(Part part, String id) {
    return switch (part) {
      case Part.ToolCall call -> new Part.ToolCall(id, call.name(), call.arguments(), call.extra());
      case Part.Opaque(String dialect, Json.Obj call) when isChats(part) ->
          new Part.Opaque(dialect, call.with("id", Json.of(id)));
      default -> part;
    };
  }

  /** A call in a chat completion as the Responses API writes it. */
  static Json.Obj item(Json.Obj call) {
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("type", Json.of(CALL));
    item.put("call_id", Json.of(Objects.requireNonNullElse(call.text("id"), "")));
    item.putAll(((Json.Obj) Objects.requireNonNull(call.get(CUSTOM))).fields());
    return new Json.Obj(item);
  }

  /** A tool of chat completions as the Responses API writes it; any other as it is. */
  static Json.Obj tool(Json.Obj tool) {
    if (!CUSTOM.equals(tool.text("type")) || !(tool.get(CUSTOM) instanceof Json.Obj custom)) {
      return tool;
    }
    Map<String, Json> flat = new LinkedHashMap<>();
    flat.put("type", Json.of(CUSTOM));
    flat.putAll(custom.fields());
    if (custom.get(FORMAT) instanceof Json.Obj format
        && format.get(GRAMMAR) instanceof Json.Obj grammar) {
      Map<String, Json> rules = new LinkedHashMap<>(format.fields());
      rules.remove(GRAMMAR);
      rules.putAll(grammar.fields());
      flat.put(FORMAT, new Json.Obj(rules));
    }
    return new Json.Obj(flat);
  }

  /** A choice of such a tool as the Responses API writes it; any other as it is. */
  static Json.Obj choice(Json.Obj choice) {
    String type = Objects.requireNonNullElse(choice.text("type"), "");
    return choice.get(type) instanceof Json.Obj inside
        ? new Json.Obj(with(type, inside.fields()))
        : choice;
  }

  private static Map<String, Json> with(String type, Map<String, Json> fields) {
    Map<String, Json> all = new LinkedHashMap<>();
    all.put("type", Json.of(type));
    all.putAll(fields);
    return all;
  }
}

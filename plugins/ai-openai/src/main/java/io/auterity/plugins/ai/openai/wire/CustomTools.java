package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools of the caller's that take a text, as chat completions know them beside functions, and calls
 * of them. The Responses API has the same without an object of their own for what is said of them.
 */
final class CustomTools {

  static final String TYPE = "custom";

  private static final String FORMAT = "format";
  private static final String GRAMMAR = "grammar";
  private static final String ALLOWED = "allowed_tools";

  /** Whether a tool of this dialect's own is one. */
  static boolean is(Tool tool) {
    return TYPE.equals(Extra.in(tool.extra(), ChatJson.DIALECT).text("type"));
  }

  /** A call as a chat has it; null when the part is none. */
  static Json.@Nullable Obj call(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj call)
            && dialect.equals(ChatJson.DIALECT)
            && TYPE.equals(call.text("type"))
        ? call
        : null;
  }

  /** Whether a call of an answer is one. */
  static boolean calls(Json.Obj call) {
    return TYPE.equals(call.text("type"));
  }

  /** The part of a call that is told whole. */
  static Part part(Json.Obj call, String id) {
    Map<String, Json> fields = new LinkedHashMap<>(call.fields());
    fields.remove("index");
    fields.put("id", Json.of(id));
    return new Part.Opaque(ChatJson.DIALECT, new Json.Obj(fields));
  }

  /** The item of a call in the Responses API. */
  static Json item(Json.Obj call) {
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("type", Json.of("custom_tool_call"));
    item.put("call_id", Json.of(ReplyFields.text(call, "id")));
    item.putAll(ReplyFields.object(call, TYPE).fields());
    return new Json.Obj(item);
  }

  /** Such a tool, or any other, in the Responses API. */
  static Json tool(Json.Obj tool) {
    if (!(tool.get(TYPE) instanceof Json.Obj custom)) {
      return tool;
    }
    Json.Obj flat = flat(tool);
    if (custom.get(FORMAT) instanceof Json.Obj format
        && format.get(GRAMMAR) instanceof Json.Obj grammar) {
      Map<String, Json> rules = new LinkedHashMap<>(format.fields());
      rules.remove(GRAMMAR);
      rules.putAll(grammar.fields());
      return flat.with(FORMAT, new Json.Obj(rules));
    }
    return flat;
  }

  /** A choice of one tool or of some, in the Responses API. */
  static Json choice(Json choice) {
    if (!(choice instanceof Json.Obj told)) {
      return choice;
    }
    if (!(told.get(ALLOWED) instanceof Json.Obj allowed)) {
      return flat(told);
    }
    return ResponsesBody.typed(ALLOWED, "mode", Json.of(ReplyFields.text(allowed, "mode")))
        .with(
            "tools",
            Json.array(
                ReplyFields.objects(allowed, "tools").stream().map(CustomTools::flat).toList()));
  }

  // With the fields of the object that its type names beside the type.
  private static Json.Obj flat(Json.Obj typed) {
    String type = ReplyFields.text(typed, "type");
    if (!(typed.get(type) instanceof Json.Obj inside)) {
      return typed;
    }
    Map<String, Json> all = new LinkedHashMap<>(typed.fields());
    all.remove(type);
    inside.fields().forEach(all::putIfAbsent);
    return new Json.Obj(all);
  }
}

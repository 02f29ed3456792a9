package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.CallIds;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the messages of a conversation. */
final class MessageReader {

  private final UnsupportedParts keeper;

  MessageReader(Binder binder) {
    this.keeper = new UnsupportedParts(binder);
  }

  /** Reads the list at whose first token the parser stands. */
  List<Message> readAll(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw FieldRefusals.wrongType("messages", "an array", JsonReader.value(parser));
    }
    List<Message> messages = new ArrayList<>();
    CallIds ids = new CallIds();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String place = JsonPath.item("messages", messages.size());
      messages.add(read(RequestFields.read(place, parser), ids));
    }
    if (messages.isEmpty()) {
      throw FieldRefusals.invalid("messages", "must hold at least one message");
    }
    return messages;
  }

  private Message read(RequestFields fields, CallIds ids) {
    String role = fields.requiredText("role");
    return switch (role) {
      case "system", "developer" -> spoken(Role.SYSTEM, fields);
      case "user" -> spoken(Role.USER, fields);
      case "assistant" -> assistant(fields, ids);
      case "tool" -> toolResult(fields.requiredText("tool_call_id"), fields);
      case "function" -> toolResult(ids.ofResult(null, fields.requiredText("name")), fields);
      default ->
          throw FieldRefusals.invalid(
              fields.at("role"),
              "must be system, developer, user, assistant, tool or function, not " + role);
    };
  }

  private static Message spoken(Role role, RequestFields fields) {
    List<Part> parts = new ArrayList<>();
    content(fields, parts);
    if (parts.isEmpty()) {
      throw FieldRefusals.missing(fields.at("content"));
    }
    marked(fields, parts);
    return new Message(role, parts, fields.extra(PartReader.DIALECT));
  }

  private Message assistant(RequestFields fields, CallIds ids) {
    List<Part> parts = new ArrayList<>();
    reasoning(fields, parts);
    content(fields, parts);
    String refusal = fields.text("refusal");
    if (refusal != null) {
      parts.add(refusal(refusal));
    }
    pictures(fields, parts);
    Part sound = SpokenAnswer.read(fields);
    if (sound != null) {
      parts.add(sound);
    }
    toolCalls(fields, parts);
    olderCall(fields, ids, parts);
    marked(fields, parts);
    return new Message(Role.ASSISTANT, parts, fields.extra(PartReader.DIALECT));
  }

  private static void content(RequestFields fields, List<Part> parts) {
    switch (fields.take("content")) {
      case null -> {}
      case Json.Str(String text) -> parts.add(new Part.Text(text));
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          parts.addAll(PartReader.readMarked(JsonPath.item(fields.at("content"), i), items.get(i)));
        }
      }
      case Json other ->
          throw FieldRefusals.wrongType(fields.at("content"), "a string or an array", other);
    }
  }

  // What this gateway wrote beside the text comes back whole; signed thoughts are among it.
  private void reasoning(RequestFields fields, List<Part> parts) {
    String thoughts = fields.text(Spelling.THOUGHTS);
    Json kept = fields.take(Spelling.KEPT);
    if (kept != null) {
      parts.addAll(keeper.read(kept, fields.at(Spelling.KEPT)));
    }
    if (thoughts != null
        && !thoughts.isEmpty()
        && parts.stream().noneMatch(Part.Reasoning.class::isInstance)) {
      parts.add(new Part.Reasoning(thoughts, null));
    }
  }

  // What a model drew comes back as this gateway or OpenRouter has told it.
  private static void pictures(RequestFields fields, List<Part> parts) {
    List<Json> pictures = fields.list(Spelling.PICTURES);
    for (int i = 0; pictures != null && i < pictures.size(); i++) {
      String path = JsonPath.item(fields.at(Spelling.PICTURES), i);
      RequestFields picture = RequestFields.of(path, pictures.get(i));
      picture.take("index");
      parts.add(PartReader.read(path, picture.rest()));
    }
  }

  private static Part refusal(String text) {
    return new Part.Opaque(
        PartReader.DIALECT,
        Json.EMPTY.with("type", Json.of("refusal")).with("refusal", Json.of(text)));
  }

  private static void toolCalls(RequestFields fields, List<Part> parts) {
    List<Json> calls = fields.list("tool_calls");
    if (calls == null) {
      return;
    }
    for (int i = 0; i < calls.size(); i++) {
      parts.add(toolCall(JsonPath.item(fields.at("tool_calls"), i), calls.get(i)));
    }
  }

  // Calls have no ids in this form: a result is that of the oldest call of its name.
  private static void olderCall(RequestFields fields, CallIds ids, List<Part> parts) {
    RequestFields call = fields.object("function_call");
    if (call != null) {
      String name = call.requiredText("name");
      String arguments = call.requiredText("arguments");
      Json.Obj more = call.isEmpty() ? null : Json.EMPTY.with("function", call.rest());
      parts.add(
          new Part.ToolCall(
              ids.ofCall(null, name), name, arguments, Extra.of(PartReader.DIALECT, more)));
    }
  }

  private static Part toolCall(String path, Json value) {
    RequestFields call = RequestFields.of(path, value);
    String type = call.text("type");
    if (CustomCall.TYPE.equals(type)) {
      return CustomCall.read(call);
    }
    RequestFields function = call.object("function");
    if ((type != null && !type.equals("function")) || function == null) {
      throw FieldRefusals.unsupported(path, "must call a function or a custom tool");
    }
    String id = call.requiredText("id");
    String name = function.requiredText("name");
    String arguments = function.requiredText("arguments");
    call.take("index");
    if (!function.isEmpty()) {
      call.put("function", function.rest());
    }
    return new Part.ToolCall(id, name, arguments, call.extra(PartReader.DIALECT));
  }

  private static Message toolResult(String id, RequestFields fields) {
    List<Part> parts = new ArrayList<>();
    content(fields, parts);
    if (parts.isEmpty()) {
      throw FieldRefusals.missing(fields.at("content"));
    }
    List<Part> marks = new ArrayList<>();
    List<Part.Content> said = told(fields, parts, marks);
    marked(fields, marks);
    marks.stream().limit(1).forEach(mark -> said.add((Part.CachePoint) mark));
    return new Message(
        Role.TOOL, List.of(new Part.ToolResult(id, said, null)), fields.extra(PartReader.DIALECT));
  }

  // A mark of the whole message is one behind its last part.
  private static void marked(RequestFields fields, List<Part> parts) {
    Part.CachePoint mark = PartReader.mark(fields);
    if (mark != null) {
      parts.add(mark);
    }
  }

  // Words are one text; members that are not known of them are none of a result.
  private static List<Part.Content> told(RequestFields fields, List<Part> parts, List<Part> marks) {
    List<Part.Content> told = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> add(text, told);
        case Part.CachePoint _ -> marks.add(part);
        case Part.Opaque(String _, Json.Obj piece) when piece.text("text") != null ->
            add(String.valueOf(piece.text("text")), told);
        case Part.Content content -> told.add(content);
        default ->
            throw FieldRefusals.unsupported(
                fields.at("content"), "of a tool must be words, pictures, sound or files");
      }
    }
    return told;
  }

  private static void add(String text, List<Part.Content> told) {
    if (!told.isEmpty() && told.getLast() instanceof Part.Text(String before)) {
      told.set(told.size() - 1, new Part.Text(before + "\n" + text));
    } else {
      told.add(new Part.Text(text));
    }
  }
}

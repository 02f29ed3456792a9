package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.CallIds;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of one conversation, in order. */
final class TurnReader {

  private final UnsupportedParts kept;
  private final CallIds ids = new CallIds();

  TurnReader(UnsupportedParts kept) {
    this.kept = kept;
  }

  List<Message> read(String path, List<Json> items) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      messages.add(message(RequestFields.of(JsonPath.item(path, i), items.get(i))));
    }
    return messages;
  }

  private Message message(RequestFields fields) {
    String role = fields.requiredText("role");
    Message message =
        switch (role) {
          case "system" -> new Message(Role.SYSTEM, said(fields));
          case "user" -> new Message(Role.USER, said(fields));
          case "assistant" -> new Message(Role.ASSISTANT, answer(fields));
          case "tool" -> new Message(Role.TOOL, List.of(result(fields)));
          default ->
              throw FieldRefusals.invalid(
                  fields.at("role"), "must be system, user, assistant or tool, not " + role);
        };
    return fields.isEmpty()
        ? message
        : new Message(message.role(), message.parts(), fields.extra(OllamaDialect.NAME));
  }

  private static List<Part> said(RequestFields fields) {
    List<Part> parts = new ArrayList<>();
    String content = fields.text("content");
    if (content != null && !content.isEmpty()) {
      parts.add(new Part.Text(content));
    }
    pictures(fields, parts);
    if (parts.isEmpty()) {
      parts.add(new Part.Text(""));
    }
    return parts;
  }

  /** Adds the pictures that stand beside words. */
  static void pictures(RequestFields fields, List<Part> parts) {
    List<Json> items = fields.list("images");
    for (int i = 0; items != null && i < items.size(); i++) {
      String path = JsonPath.item(fields.at("images"), i);
      if (!(items.get(i) instanceof Json.Str(String data))) {
        throw FieldRefusals.wrongType(path, "a string", items.get(i));
      }
      parts.add(new Part.Image(null, PictureType.of(data, path), data));
    }
  }

  /** What this gateway wrote beside the text comes back whole; signed thoughts are among it. */
  private List<Part> answer(RequestFields fields) {
    List<Part> parts = new ArrayList<>();
    String thoughts = fields.text("thinking");
    Json held = fields.take(UnsupportedParts.FIELD);
    if (held != null) {
      parts.addAll(kept.read(held, fields.at(UnsupportedParts.FIELD)));
    }
    if (thoughts != null
        && !thoughts.isEmpty()
        && parts.stream().noneMatch(Part.Reasoning.class::isInstance)) {
      parts.add(new Part.Reasoning(thoughts, null));
    }
    String content = fields.text("content");
    if (content != null && !content.isEmpty()) {
      parts.add(new Part.Text(content));
    }
    pictures(fields, parts);
    calls(fields, parts);
    return parts;
  }

  private void calls(RequestFields fields, List<Part> parts) {
    List<Json> items = fields.list("tool_calls");
    for (int i = 0; items != null && i < items.size(); i++) {
      String path = JsonPath.item(fields.at("tool_calls"), i);
      RequestFields call = RequestFields.of(path, items.get(i));
      RequestFields function = call.object("function");
      if (function == null) {
        throw FieldRefusals.missing(call.at("function"));
      }
      String name = function.requiredText("name");
      Json arguments = function.take("arguments");
      if (arguments != null && !(arguments instanceof Json.Obj)) {
        throw FieldRefusals.wrongType(function.at("arguments"), "an object", arguments);
      }
      parts.add(
          new Part.ToolCall(
              ids.ofCall(call.text("id"), name),
              name,
              arguments == null ? "{}" : arguments.toString()));
    }
  }

  private Part result(RequestFields fields) {
    String newer = fields.text("tool_name");
    String older = fields.text("name");
    String id = ids.ofResult(fields.text("tool_call_id"), newer == null ? older : newer);
    List<Part.Content> content = new ArrayList<>();
    for (Part part : said(fields)) {
      content.add((Part.Content) part);
    }
    return new Part.ToolResult(id, content, null);
  }

  /** The types of pictures in base64, which this dialect does not name: their first bytes do. */
  private enum PictureType {
    PNG("image/png", "iVBORw0KGgo"),
    JPEG("image/jpeg", "/9j/"),
    GIF("image/gif", "R0lGOD"),
    WEBP("image/webp", "UklGR"),
    BMP("image/bmp", "Qk0");

    private final String mediaType;
    private final String beginning;

    PictureType(String mediaType, String beginning) {
      this.mediaType = mediaType;
      this.beginning = beginning;
    }

    static String of(String base64, String path) {
      for (PictureType type : values()) {
        if (base64.startsWith(type.beginning)) {
          return type.mediaType;
        }
      }
      throw FieldRefusals.unsupported(path, "must be PNG, JPEG, GIF, WebP or BMP in base64");
    }
  }
}

package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a conversation. What a model said in one turn, its thoughts and calls among
 * it, is one message. An item of a tool that the vendor itself carried out, or of a type that is
 * not known, is carried opaque.
 */
record ItemReader(UnsupportedParts keeper) {

  private static final String RESULT = "_output";

  /**
   * Reads the input of a request.
   *
   * @param goesOn whether there may be none, as a conversation goes on
   * @param references what it may name
   */
  List<Message> read(@Nullable Json input, boolean goesOn, ItemReferences references) {
    return switch (input) {
      case Json.Str(String text) -> List.of(Message.text(Role.USER, text));
      case Json.Arr(List<Json> items) when goesOn || !items.isEmpty() -> readAll(items, references);
      case Json.Arr _ -> throw FieldRefusals.invalid("input", "must hold at least one item");
      case null -> {
        if (goesOn) {
          yield List.of();
        }
        throw FieldRefusals.missing("input");
      }
      default -> throw FieldRefusals.wrongType("input", "a string or an array", input);
    };
  }

  private List<Message> readAll(List<Json> items, ItemReferences references) {
    Turns turns = new Turns();
    references.find(items);
    for (int i = 0; i < items.size(); i++) {
      Json value = items.get(i);
      String path = JsonPath.item("input", i);
      Json meant = meant(path, value, references);
      read(RequestFields.of(path, meant), meant, turns);
    }
    return turns.end();
  }

  private static Json meant(String path, Json value, ItemReferences references) {
    return value instanceof Json.Obj item && ItemReferences.is(item)
        ? references.item(path, RequestFields.of(path, item).requiredText("id"))
        : value;
  }

  /** Puts what is said one after the other by the model together. */
  private static final class Turns {
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> said = new ArrayList<>();
    private @Nullable Map<String, Json.Obj> marks;
    private boolean spoke;

    void say(List<Part> parts) {
      said.addAll(parts);
    }

    /** Words with further fields, which go for all words of a message. */
    void speak(List<Part> parts, @Nullable Map<String, Json.Obj> extra) {
      if (spoke && !Objects.equals(marks, extra)) {
        end();
      }
      spoke = true;
      marks = extra;
      said.addAll(parts);
    }

    void add(Message message) {
      end();
      messages.add(message);
    }

    List<Message> end() {
      if (!said.isEmpty()) {
        messages.add(new Message(Role.ASSISTANT, said, marks));
      }
      said.clear();
      marks = null;
      spoke = false;
      return messages;
    }
  }

  private void read(RequestFields item, Json value, Turns turns) {
    String type = Objects.requireNonNullElse(item.text("type"), "message");
    switch (type) {
      case "message" -> message(item, turns);
      case "function_call" -> turns.say(List.of(call(item)));
      case "function_call_output" -> turns.add(result(item));
      case "reasoning" -> turns.say(thoughts(item, value));
      default -> {
        if (type.endsWith(RESULT)) {
          turns.add(ownResult(value));
          return;
        }
        turns.say(List.of(new Part.Opaque(ResponsesReader.RESPONSES, value)));
      }
    }
  }

  // Of a tool whose form is the vendor's own, such as one that takes a text.
  private static Message ownResult(Json item) {
    String id = ((Json.Obj) item).text("call_id");
    Part.Content said = new Part.Opaque(ResponsesReader.RESPONSES, item);
    return new Message(
        Role.TOOL, List.of(new Part.ToolResult(id == null ? "" : id, List.of(said), null)));
  }

  /** The item of a tool's result that stands as it is; null when it is that of a function. */
  static Json.@Nullable Obj ownResult(Part.ToolResult result) {
    return result.parts().size() == 1
            && result.parts().getFirst() instanceof Part.Opaque(String dialect, Json.Obj item)
            && dialect.equals(ResponsesReader.RESPONSES)
            && Objects.requireNonNullElse(item.text("type"), "").endsWith(RESULT)
        ? item
        : null;
  }

  private static void message(RequestFields item, Turns turns) {
    Role role = role(item);
    List<Part> parts = InputParts.read(item.at("content"), item.take("content"));
    if (parts.isEmpty() && role != Role.ASSISTANT) {
      throw FieldRefusals.missing(item.at("content"));
    }
    identity(item);
    Map<String, Json.Obj> extra = item.extra(ResponsesReader.RESPONSES);
    if (role == Role.ASSISTANT) {
      List<Part> said =
          parts.stream()
              .filter(part -> OutputItems.carries(part) && !MediaNotice.is(part))
              .toList();
      turns.speak(said, extra);
    } else {
      turns.add(new Message(role, parts, extra));
    }
  }

  private static Role role(RequestFields item) {
    String role = item.requiredText("role");
    return switch (role) {
      case "system", "developer" -> Role.SYSTEM;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default ->
          throw FieldRefusals.invalid(
              item.at("role"), "must be system, developer, user or assistant, not " + role);
    };
  }

  private static Part call(RequestFields item) {
    String id = item.requiredText("call_id");
    String name = item.requiredText("name");
    String arguments = item.requiredText("arguments");
    RequestFields kept = item.object(OutputItem.KEPT);
    identity(item);
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    if (kept != null) {
      extra.putAll(kept(kept));
    }
    if (!item.isEmpty()) {
      extra.put(ResponsesReader.RESPONSES, item.rest());
    }
    return new Part.ToolCall(id, name, arguments, extra.isEmpty() ? null : extra);
  }

  private static Map<String, Json.Obj> kept(RequestFields fields) {
    Map<String, Json.Obj> kept = new LinkedHashMap<>();
    fields
        .rest()
        .fields()
        .forEach((name, own) -> kept.put(name, RequestFields.of(fields.at(name), own).rest()));
    return kept;
  }

  private static Message result(RequestFields item) {
    String id = item.requiredText("call_id");
    Json output = item.take("output");
    if (output == null) {
      throw FieldRefusals.missing(item.at("output"));
    }
    List<Part.Content> content = new ArrayList<>();
    for (Part part : InputParts.read(item.at("output"), output)) {
      if (!(part instanceof Part.Content allowed)) {
        throw FieldRefusals.unsupported(item.at("output"), "must be words, pictures or files");
      }
      content.add(allowed);
    }
    identity(item);
    return new Message(
        Role.TOOL,
        List.of(new Part.ToolResult(id, content, null)),
        item.extra(ResponsesReader.RESPONSES));
  }

  // What its vendor sealed goes back with all that it is not known of it.
  private List<Part> thoughts(RequestFields item, Json value) {
    String sealed = item.text("encrypted_content");
    String path = item.at("encrypted_content");
    Words content = words(item, "content");
    Words summary = words(item, "summary");
    identity(item);
    if (sealed != null && UnsupportedParts.holdsParts(sealed)) {
      return keeper.unseal(sealed, path);
    }
    UnsupportedParts.Signature signature =
        UnsupportedParts.signature(sealed, ResponsesReader.RESPONSES);
    boolean whole = item.isEmpty() && content.known() && summary.known();
    if (!whole
        && signature.text() != null
        && ResponsesReader.RESPONSES.equals(signature.dialect())) {
      return List.of(new Part.Opaque(ResponsesReader.RESPONSES, value));
    }
    String thought = content.text() + summary.text();
    return thought.isEmpty() && signature.text() == null
        ? List.of()
        : List.of(
            new Part.Reasoning(
                thought.isEmpty() ? null : thought, signature.text(), signature.dialect()));
  }

  /**
   * Words of thoughts.
   *
   * @param known whether nothing else stands beside them
   */
  private record Words(String text, boolean known) {}

  private static Words words(RequestFields item, String name) {
    List<Json> pieces = item.list(name);
    StringBuilder words = new StringBuilder();
    boolean known = true;
    for (int i = 0; pieces != null && i < pieces.size(); i++) {
      RequestFields piece = RequestFields.of(JsonPath.item(item.at(name), i), pieces.get(i));
      String text = piece.text("text");
      words.append(Objects.requireNonNullElse(text, ""));
      piece.take("type");
      known &= text != null && piece.isEmpty();
    }
    return new Words(words.toString(), known);
  }

  // Both say which item it was and how it ended, and nothing of what it says.
  private static void identity(RequestFields item) {
    item.take("id");
    item.take("status");
  }
}

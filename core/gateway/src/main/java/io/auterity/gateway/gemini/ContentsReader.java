package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contents of one conversation. A streamed answer comes back from the vendor's clients as
 * one content for each piece of it: what a model said in several without pause is one message, and
 * words that follow one another in it are one text again.
 */
final class ContentsReader {

  private final PartsReader parts;
  private final List<Message> messages = new ArrayList<>();
  private List<Part> answer = new ArrayList<>();
  private @Nullable Map<String, Json.Obj> extra;

  ContentsReader(PartsReader parts) {
    this.parts = parts;
  }

  List<Message> read(String path, List<Json> contents) {
    for (int i = 0; i < contents.size(); i++) {
      add(JsonPath.item(path, i), contents.get(i));
    }
    endAnswer();
    return messages;
  }

  /** The parts of a content that belongs to no turn of the conversation. */
  static List<Part> instruction(String path, Json content, PartsReader parts) {
    if (content instanceof Json.Str(String text)) {
      return List.of(new Part.Text(text));
    }
    RequestFields fields = ProtoFields.of(path, content);
    fields.text("role");
    return said(fields, parts);
  }

  private void add(String path, Json content) {
    RequestFields fields = ProtoFields.of(path, content);
    String role = fields.text("role");
    List<Part> said = said(fields, parts);
    if (!"model".equals(role)) {
      endAnswer();
    }
    extra = fields.isEmpty() ? extra : fields.extra(GeminiDialect.NAME);
    switch (role) {
      case "model" -> goOn(said);
      case null -> turn(said);
      case "user", "function", "tool", "" -> turn(said);
      default ->
          throw FieldRefusals.invalid(fields.at("role"), "must be user or model, not " + role);
    }
  }

  private static List<Part> said(RequestFields fields, PartsReader reader) {
    List<Json> items = fields.list("parts");
    if (items == null || items.isEmpty()) {
      throw FieldRefusals.invalid(fields.at("parts"), "must hold at least one part");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      parts.addAll(reader.read(JsonPath.item(fields.at("parts"), i), items.get(i)));
    }
    return parts;
  }

  /** Goes on with what the model says; only where two contents meet may a part go on. */
  private void goOn(List<Part> said) {
    boolean meets = !answer.isEmpty();
    for (Part part : said) {
      if (!meets || !joined(answer.getLast(), part)) {
        answer.add(plain(part));
      }
      meets = false;
    }
  }

  /** Adds a part to the last one, if it is more of that. */
  private boolean joined(Part last, Part part) {
    switch (part) {
      case Part.Text(String more) when last instanceof Part.Text(String before) ->
          answer.set(answer.size() - 1, new Part.Text(before + more));
      case Part.Text(String more) when more.isEmpty() -> {}
      case Part.Reasoning more
          when more.text() != null
              && last instanceof Part.Reasoning before
              && before.text() != null
              && before.signature() == null ->
          answer.set(
              answer.size() - 1,
              new Part.Reasoning(before.text() + more.text(), more.signature(), more.dialect()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A thought without words has none. */
  private static Part plain(Part part) {
    return part instanceof Part.Reasoning thought && "".equals(thought.text())
        ? new Part.Reasoning(null, thought.signature(), thought.dialect())
        : part;
  }

  private void endAnswer() {
    if (!answer.isEmpty()) {
      messages.add(new Message(Role.ASSISTANT, answer, extra));
      extra = null;
      answer = new ArrayList<>();
    }
  }

  /** What tools answered are messages of their own. */
  private void turn(List<Part> said) {
    endAnswer();
    List<Part> run = new ArrayList<>();
    Role role = Role.USER;
    for (Part part : said) {
      Role next = part instanceof Part.ToolResult ? Role.TOOL : Role.USER;
      if (next != role && !run.isEmpty()) {
        messages.add(new Message(role, run));
        run = new ArrayList<>();
      }
      role = next;
      run.add(part);
    }
    if (!run.isEmpty()) {
      messages.add(new Message(role, run, extra));
      extra = null;
    }
  }
}

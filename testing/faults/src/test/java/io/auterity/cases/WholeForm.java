package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.strict.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An answer in its whole form, whether it came whole or as a stream of its dialect. */
final class WholeForm {

  private static final String DATA = "data:";

  private WholeForm() {}

  /** What a body says. */
  static Json of(String door, String type, String body) {
    if (type.contains("event-stream")) {
      return together(door, events(body));
    }
    if (type.contains("ndjson")) {
      return ollama(body.lines().filter(line -> !line.isBlank()).map(WholeForm::read).toList());
    }
    return body.isBlank() ? Json.NULL : read(body);
  }

  private static Json together(String door, List<Json> events) {
    if (door.startsWith("/v1/messages")) {
      return claude(events);
    }
    if (door.startsWith("/v1/responses")) {
      return Places.at(events.getLast(), "response").stream().findFirst().orElse(events.getLast());
    }
    return door.startsWith("/v1beta") ? gemini(events) : chat(events);
  }

  private static Json read(String text) {
    return YamlTree.json(text.getBytes(UTF_8));
  }

  private static List<Json> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()).strip())
        .filter(data -> !data.equals("[DONE]"))
        .map(WholeForm::read)
        .toList();
  }

  private static Json claude(List<Json> events) {
    Map<String, Json> message = new LinkedHashMap<>();
    Map<Long, Map<String, Json>> blocks = new LinkedHashMap<>();
    for (Json event : events) {
      switch (String.valueOf(((Json.Obj) event).text("type"))) {
        case "message_start" -> message.putAll(object(event, "message"));
        case "content_block_start" ->
            blocks.put(index(event), new LinkedHashMap<>(object(event, "content_block")));
        case "content_block_delta" ->
            grow(Objects.requireNonNull(blocks.get(index(event))), object(event, "delta"));
        case "message_delta" -> message.putAll(object(event, "delta"));
        case "error" -> {
          return event;
        }
        default -> {}
      }
    }
    List<Json> content = new ArrayList<>();
    blocks.values().forEach(block -> content.add(closed(block)));
    message.put("content", Json.array(content));
    return new Json.Obj(message);
  }

  private static void grow(Map<String, Json> block, Map<String, Json> delta) {
    delta.forEach(
        (name, value) -> {
          if (value instanceof Json.Str(String text) && !name.equals("type")) {
            String before = block.get(name) instanceof Json.Str(String had) ? had : "";
            block.put(name, Json.of(before + text));
          } else if (!name.equals("type")) {
            block.put(name, value);
          }
        });
  }

  private static Json closed(Map<String, Json> block) {
    if (block.remove("partial_json") instanceof Json.Str(String text) && !text.isEmpty()) {
      block.put("input", read(text));
    }
    return new Json.Obj(block);
  }

  private static Json chat(List<Json> events) {
    Map<String, Json> whole = new LinkedHashMap<>();
    Map<String, Json> message = new LinkedHashMap<>();
    Map<Long, Json> calls = new LinkedHashMap<>();
    Map<String, Json> choice = new LinkedHashMap<>();
    for (Json event : events) {
      ((Json.Obj) event).fields().forEach(whole::put);
      for (Json.Obj one : Places.objects(event, "choices[0]")) {
        choice.putAll(one.fields());
        for (Json.Obj delta : Places.objects(one, "delta")) {
          Map<String, Json> said = new LinkedHashMap<>(delta.fields());
          said.remove("tool_calls");
          Json role = said.remove("role");
          grow(message, said);
          if (role != null) {
            message.put("role", role);
          }
          Places.objects(delta, "tool_calls[*]")
              .forEach(call -> calls.merge(index(call), call, WholeForm::joined));
        }
      }
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", Json.array(calls.values()));
    }
    choice.remove("delta");
    choice.put("message", new Json.Obj(message));
    whole.put("choices", Json.array(List.of(new Json.Obj(choice))));
    return new Json.Obj(whole);
  }

  private static Json joined(Json before, Json next) {
    Map<String, Json> call = new LinkedHashMap<>(((Json.Obj) before).fields());
    ((Json.Obj) next).fields().forEach(call::put);
    for (String kind : List.of("function", "custom")) {
      Map<String, Json> called = new LinkedHashMap<>(object(before, kind));
      grow(called, object(next, kind));
      if (!called.isEmpty()) {
        call.put(kind, new Json.Obj(called));
      }
    }
    return new Json.Obj(call);
  }

  private static Json gemini(List<Json> events) {
    List<Json> parts = new ArrayList<>();
    events.forEach(event -> parts.addAll(Places.at(event, "candidates[0].content.parts[*]")));
    Json.Obj last = (Json.Obj) events.getLast();
    Json.Obj candidate =
        Places.objects(last, "candidates[0]").stream().findFirst().orElse(Json.EMPTY);
    Json content = Json.EMPTY.with("role", Json.of("model")).with("parts", Json.array(parts));
    return last.with("candidates", Json.array(List.of(candidate.with("content", content))));
  }

  private static Json ollama(List<Json> lines) {
    Map<String, Json> message = new LinkedHashMap<>();
    List<Json> calls = new ArrayList<>();
    for (Json line : lines) {
      Map<String, Json> said = new LinkedHashMap<>(object(line, "message"));
      calls.addAll(Places.at(line, "message.tool_calls[*]"));
      said.remove("tool_calls");
      Json role = said.remove("role");
      grow(message, said);
      if (role != null) {
        message.put("role", role);
      }
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", Json.array(calls));
    }
    return ((Json.Obj) lines.getLast()).with("message", new Json.Obj(message));
  }

  private static Map<String, Json> object(Json holder, String name) {
    return holder instanceof Json.Obj object && object.get(name) instanceof Json.Obj found
        ? found.fields()
        : Map.of();
  }

  private static long index(Json event) {
    return ((Json.Obj) event).get("index") instanceof Json.Int(long index) ? index : 0;
  }
}

package io.auterity.gateway.openai;

import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Puts a stream together as the vendor's clients do: texts are joined, lists grow. */
final class Chunks {

  private static final String DATA = "data: ";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(byte[] more) {
    bytes.writeBytes(more);
  }

  /** What stands behind {@code data:} in each event. */
  List<String> data() {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()))
        .toList();
  }

  /** Every event that is JSON. */
  List<Json.Obj> chunks() {
    return data().stream()
        .filter(data -> data.startsWith("{"))
        .map(data -> Bodies.JSON.readObject(data.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** The message that all deltas make. */
  Json message() {
    Map<String, Json> message = new LinkedHashMap<>();
    Map<Long, Map<String, Json>> calls = new TreeMap<>();
    for (Json.Obj chunk : chunks()) {
      if (chunk.get("choices") instanceof Json.Arr(List<Json> choices) && !choices.isEmpty()) {
        Json.Obj delta = object((Json.Obj) choices.getFirst(), "delta");
        delta.fields().forEach((name, value) -> merge(name, value, message, calls));
      }
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", Json.array(calls.values().stream().map(Json.Obj::new).toList()));
    }
    return new Json.Obj(message);
  }

  private static void merge(
      String name, Json value, Map<String, Json> message, Map<Long, Map<String, Json>> calls) {
    switch (value) {
      case Json.Arr(List<Json> items) when name.equals("tool_calls") ->
          items.forEach(item -> merge((Json.Obj) item, calls));
      case Json.Arr(List<Json> items) ->
          message.merge(name, value, (known, more) -> joined((Json.Arr) known, items));
      case Json.Str(String text) when !name.equals("role") ->
          message.merge(name, value, (known, more) -> Json.of(((Json.Str) known).value() + text));
      default -> message.put(name, value);
    }
  }

  private static void merge(Json.Obj call, Map<Long, Map<String, Json>> calls) {
    long index = ((Json.Int) Objects.requireNonNull(call.get("index"))).value();
    Map<String, Json> known = calls.computeIfAbsent(index, i -> new LinkedHashMap<>());
    if (known.isEmpty()) {
      known.putAll(call.fields());
      return;
    }
    Json.Obj function = (Json.Obj) Objects.requireNonNull(known.get("function"));
    String arguments = function.text("arguments") + object(call, "function").text("arguments");
    known.put("function", function.with("arguments", Json.of(arguments)));
  }

  private static Json joined(Json.Arr known, List<Json> more) {
    List<Json> all = new ArrayList<>(known.items());
    all.addAll(more);
    return Json.array(all);
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return (Json.Obj) Objects.requireNonNull(parent.get(name), name);
  }
}

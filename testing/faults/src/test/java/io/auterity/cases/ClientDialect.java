package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.strict.Places;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of a client that has one tool, in each dialect: it shows a picture or a document and
 * asks, and comes back with all that it was told and with what the tool says.
 */
enum ClientDialect {
  CHAT(
      "/v1/chat/completions",
      "messages",
      """
      {"model": "{model}", "tools": [{"type": "function", "function": {"name": "weather",
         "description": "Tells it.", "parameters": {PARAMETERS}}}],
       "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [
         {"type": "text", "text": "Is it as in the picture?"},
         {MEDIA}]}]}
      """,
      """
      {"type": "image_url", "image_url": {"url": "data:image/png;base64,{BYTES}"}}""",
      """
      {"type": "file", "file": {"filename": "a.pdf",
        "file_data": "data:application/pdf;base64,{BYTES}"}}"""),
  RESPONSES(
      "/v1/responses",
      "input",
      """
      {"model": "{model}", "store": false, "instructions": "Be brief.",
       "tools": [{"type": "function", "name": "weather", "description": "Tells it.",
         "parameters": {PARAMETERS}}],
       "input": [{"role": "user", "content": [
         {"type": "input_text", "text": "Is it as in the picture?"},
         {MEDIA}]}]}
      """,
      """
      {"type": "input_image", "image_url": "data:image/png;base64,{BYTES}"}""",
      """
      {"type": "input_file", "filename": "a.pdf",
        "file_data": "data:application/pdf;base64,{BYTES}"}"""),
  MESSAGES(
      "/v1/messages",
      "messages",
      """
      {"model": "{model}", "max_tokens": 4000, "system": "Be brief.",
       "tools": [{"name": "weather", "description": "Tells it.", "input_schema": {PARAMETERS}}],
       "messages": [{"role": "user", "content": [
         {"type": "text", "text": "Is it as in the picture?"},
         {MEDIA}]}]}
      """,
      """
      {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "{BYTES}"}}""",
      """
      {"type": "document", "source": {"type": "base64", "media_type": "application/pdf",
        "data": "{BYTES}"}}"""),
  GEMINI(
      "/v1beta/models/{model}:generateContent",
      "contents",
      """
      {"systemInstruction": {"parts": [{"text": "Be brief."}]},
       "tools": [{"functionDeclarations": [{"name": "weather", "description": "Tells it.",
         "parameters": {PARAMETERS}}]}],
       "contents": [{"role": "user", "parts": [{"text": "Is it as in the picture?"},
         {MEDIA}]}]}
      """,
      """
      {"inlineData": {"mimeType": "image/png", "data": "{BYTES}"}}""",
      """
      {"inlineData": {"mimeType": "application/pdf", "data": "{BYTES}"}}"""),
  OLLAMA(
      "/api/chat",
      "messages",
      """
      {"model": "{model}", "stream": false, "tools": [{"type": "function", "function": {
         "name": "weather", "description": "Tells it.", "parameters": {PARAMETERS}}}],
       "messages": [{"role": "system", "content": "Be brief."}, {"role": "user",
         "content": "Is it as in the picture?", "images": [{MEDIA}]}]}
      """,
      """
      "{BYTES}\"""",
      "");

  private static final String PARAMETERS =
      """
      {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}""";

  /** One pixel. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  /** How a PDF begins. */
  static final String DOCUMENT = "JVBERi0xLjQKJSBhCg==";

  private final String path;
  private final String turns;
  private final String first;
  private final String picture;
  private final String document;

  ClientDialect(String path, String turns, String first, String picture, String document) {
    this.path = path;
    this.turns = turns;
    this.first = first;
    this.picture = picture;
    this.document = document;
  }

  String path(String model) {
    return path.replace("{model}", model);
  }

  /** Whether it has documents. */
  boolean hasDocuments() {
    return !document.isEmpty();
  }

  /** The first request, with a picture. */
  Json.Obj first(String model) {
    return showing(picture.replace("{BYTES}", PICTURE), model);
  }

  /** The same with a document. */
  Json.Obj withDocument(String model) {
    return showing(document.replace("{BYTES}", DOCUMENT), model);
  }

  private Json.Obj showing(String media, String model) {
    return (Json.Obj)
        YamlTree.json(
            first
                .replace("{model}", model)
                .replace("{PARAMETERS}", PARAMETERS)
                .replace("{MEDIA}", media)
                .getBytes(UTF_8));
  }

  /** The next request after an answer that calls the tool. */
  Json.Obj next(Json.Obj asked, String model, Json.Obj answer) {
    List<Json> all = new ArrayList<>(Places.at(asked, turns + "[*]"));
    all.addAll(answered(answer));
    Json.Obj next = asked.with(turns, Json.array(all));
    return asked.get("model") == null ? next : next.with("model", Json.of(model));
  }

  /** The same with one more question. */
  Json.Obj asking(Json.Obj asked) {
    List<Json> all = new ArrayList<>(Places.at(asked, turns + "[*]"));
    all.add(
        this == GEMINI
            ? json("{'role': 'user', 'parts': [{'text': 'And now?'}]}")
            : json("{'role': 'user', 'content': 'And now?'}"));
    return asked.with(turns, Json.array(all));
  }

  /** An answer as a client keeps it that drops what was thought, and what it does not know. */
  Json.Obj thoughtless(Json.Obj answer) {
    return switch (this) {
      case CHAT -> {
        Json.Obj message =
            only(first(answer, "choices[0].message"), "role", "content", "tool_calls");
        yield json("{}").with("choices", Json.array(List.of(json("{}").with("message", message))));
      }
      case OLLAMA ->
          json("{}")
              .with("message", only(first(answer, "message"), "role", "content", "tool_calls"));
      case RESPONSES -> answer.with("output", without(answer, "output[*]", "reasoning"));
      case MESSAGES ->
          answer.with("content", without(answer, "content[*]", "thinking", "redacted_thinking"));
      case GEMINI -> {
        List<Json> parts = new ArrayList<>();
        for (Json.Obj part : Places.objects(answer, "candidates[0].content.parts[*]")) {
          if (!Json.of(true).equals(part.get("thought"))) {
            parts.add(only(part, "text", "functionCall"));
          }
        }
        Json.Obj content = json("{'role': 'model'}").with("parts", Json.array(parts));
        yield json("{}")
            .with("candidates", Json.array(List.of(json("{}").with("content", content))));
      }
    };
  }

  private static Json.Obj first(Json.Obj holder, String path) {
    return Places.objects(holder, path).getFirst();
  }

  private static Json.Obj only(Json.Obj object, String... names) {
    Json.Obj kept = Json.EMPTY;
    for (String name : names) {
      Json value = object.get(name);
      kept = value == null ? kept : kept.with(name, value);
    }
    return kept;
  }

  private static Json without(Json.Obj answer, String path, String... types) {
    return Json.array(
        Places.objects(answer, path).stream()
            .filter(one -> !List.of(types).contains(one.text("type")))
            .map(Json.class::cast)
            .toList());
  }

  /** What the answer was, as the client repeats it, and what the tool says to its calls. */
  private List<Json> answered(Json.Obj answer) {
    List<Json> all = new ArrayList<>();
    switch (this) {
      case CHAT, OLLAMA -> {
        String message = this == CHAT ? "choices[0].message" : "message";
        all.addAll(Places.at(answer, message));
        for (Json.Obj call : Places.objects(answer, message + ".tool_calls[*]")) {
          Json.Obj result = json("{'role': 'tool', 'content': 'It is sunny.'}");
          all.add(
              this == CHAT
                  ? result.with("tool_call_id", Json.of(call.text("id")))
                  : result.with("tool_name", Json.of("weather")));
        }
      }
      case RESPONSES -> {
        all.addAll(Places.at(answer, "output[*]"));
        for (Json.Obj call : Places.objects(answer, "output[*]")) {
          if ("function_call".equals(call.text("type"))) {
            all.add(
                json("{'type': 'function_call_output', 'output': 'It is sunny.'}")
                    .with("call_id", Json.of(call.text("call_id"))));
          }
        }
      }
      case MESSAGES -> {
        all.add(
            json("{'role': 'assistant'}")
                .with("content", Json.array(Places.at(answer, "content[*]"))));
        List<Json> results = new ArrayList<>();
        for (Json.Obj call : Places.objects(answer, "content[*]")) {
          if ("tool_use".equals(call.text("type"))) {
            results.add(
                json("{'type': 'tool_result', 'content': 'It is sunny.'}")
                    .with("tool_use_id", Json.of(call.text("id"))));
          }
        }
        if (!results.isEmpty()) {
          all.add(json("{'role': 'user'}").with("content", Json.array(results)));
        }
      }
      case GEMINI -> {
        all.addAll(Places.at(answer, "candidates[0].content"));
        if (!Places.at(answer, "candidates[0].content.parts[*].functionCall").isEmpty()) {
          all.add(
              json(
                  "{'role': 'user', 'parts': [{'functionResponse': {'name': 'weather', 'response':"
                      + " {'result': 'It is sunny.'}}}]}"));
        }
      }
    }
    return all;
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) YamlTree.json(text.replace('\'', '"').getBytes(UTF_8));
  }
}

package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gemini's generateContent. */
public final class StrictGemini extends StrictVendor {

  private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}";
  private static final String NAME_SAID =
      "%s: Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64: %s";
  private static final Set<String> FOREIGN =
      Set.of("$defs", "$ref", "additionalProperties", "const");

  /** What it signs a thought with. */
  public static final String SEAL = "c2VhbGVkLWJ5LWdlbWluaQ==";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.when(
              asked ->
                  asked.path().toLowerCase(Locale.ROOT).contains("generatecontent")
                      && asked.objects("contents[*]").isEmpty(),
              "* GenerateContentRequest.contents: contents is not specified"),
          StrictRule.when(
              asked ->
                  asked.objects("contents[*]").stream()
                      .anyMatch(content -> Places.at(content, "parts[*]").isEmpty()),
              "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty."),
          StrictRule.when(
              asked ->
                  asked.texts("contents[*].role").stream()
                      .anyMatch(role -> !List.of("user", "model").contains(role)),
              "Please use a valid role: user, model."),
          StrictRule.form("tools[*].functionDeclarations[*].name", NAME, NAME_SAID),
          StrictRule.form("contents[*].parts[*].functionCall.name", NAME, NAME_SAID),
          StrictRule.form("contents[*].parts[*].functionResponse.name", NAME, NAME_SAID),
          StrictRule.when(
              StrictGemini::unsigned,
              "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly."),
          // google-gemini/gemini-cli 13467, Antigravity-Manager 970 (from Claude to Gemini)
          StrictRule.when(
              asked ->
                  asked.texts("contents[*].parts[*].thoughtSignature").stream()
                      .anyMatch(seal -> seal.startsWith("c2VhbGVkLWJ5L") && !seal.equals(SEAL)),
              "Corrupted thought signature."),
          // googleapis/go-genai 323, withceleste/celeste-python 197: the API itself, up to Gemini
          // 3.
          StrictRule.when(
              asked ->
                  !asked.objects("tools[*].google_search").isEmpty()
                      && !asked.objects("tools[*].functionDeclarations[*]").isEmpty(),
              "Tool use with function calling is unsupported by the model."),
          // musistudio/claude-code-router PR 1207
          StrictRule.when(
              asked ->
                  asked.has("toolConfig")
                      && asked.objects("tools[*].functionDeclarations[*]").isEmpty(),
              "Function calling config is set without function_declarations."),
          schema("generationConfig.responseSchema"),
          schema("tools[*].functionDeclarations[*].parameters"),
          StrictRule.when(
              asked -> asked.texts("generationConfig.stopSequences[*]").size() > 5,
              "* GenerateContentRequest.generation_config.stop_sequences: the number of stop sequences must be at most 5"));

  private static boolean unsigned(Asked asked) {
    return asked.model().startsWith("gemini-3")
        && asked.objects("contents[*]").stream()
            .flatMap(
                content ->
                    Places.objects(content, "parts[*]").stream()
                        .filter(part -> part.get("functionCall") != null)
                        .limit(1))
            .anyMatch(part -> part.text("thoughtSignature") == null);
  }

  private static StrictRule schema(String place) {
    return asked ->
        asked.objects(place).stream()
            .flatMap(schema -> Places.all("", schema))
            .filter(one -> !one.getKey().endsWith(".properties"))
            .flatMap(one -> wrong(one.getValue()));
  }

  private static Stream<StrictRule.Refusal> wrong(Json value) {
    if (!(value instanceof Json.Obj schema)) {
      return Stream.empty();
    }
    if (schema.get("type") instanceof Json.Arr) {
      return Stream.of(
          StrictRule.Refusal.of(
              "Invalid JSON payload received. Unknown name \"type\": Proto field is not repeating, cannot start list."));
    }
    return schema.fields().keySet().stream()
        .filter(FOREIGN::contains)
        .map(
            word ->
                StrictRule.Refusal.of(
                    "Invalid JSON payload received. Unknown name \"%s\" at 'schema': Cannot find field."
                        .formatted(word)));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json(
        "{'error': {'code': 400, 'message': %s, 'status': 'INVALID_ARGUMENT'}}",
        text(refusal.message()));
  }

  @Override
  List<String> tools(Asked request) {
    return request.texts("tools[*].functionDeclarations[*].name");
  }

  @Override
  boolean streams(Asked request) {
    return request.path().endsWith(":streamGenerateContent");
  }

  @Override
  Json whole(Asked request, Said said) {
    Json part =
        said.isCall()
            ? json(
                "{'functionCall': {'name': %s, 'args': %s}%s}",
                text(said.tool()),
                said.arguments(),
                said.thinks() ? ", \"thoughtSignature\": \"%s\"".formatted(SEAL) : "")
            : json("{'text': %s}", text(said.text()));
    String thought =
        said.thinks() ? json("{'text': %s, 'thought': true}", text(said.thought())) + ", " : "";
    return json(
        "{'candidates': [{'content': {'role': 'model', 'parts': [%s%s]}, 'finishReason': 'STOP', 'index': 0}], 'usageMetadata': {'promptTokenCount': 20, 'candidatesTokenCount': 5, 'totalTokenCount': 25}, 'modelVersion': %s, 'responseId': 'r1'}",
        thought, part, text(request.model()));
  }

  @Override
  String streamed(Asked request, Said said) {
    return event(whole(request, said));
  }

  @Override
  Optional<Json> told(Asked request) {
    return request.method().equals("GET") && request.path().endsWith("/models")
        ? Optional.of(
            json(
                "{'models': [{'name': 'models/gemini-2.5-flash', 'displayName': 'G', 'inputTokenLimit': 1048576, 'outputTokenLimit': 65536, 'supportedGenerationMethods': ['generateContent']}]}"))
        : Optional.empty();
  }
}

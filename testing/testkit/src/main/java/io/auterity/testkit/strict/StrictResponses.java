package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** OpenAI's Responses. */
public final class StrictResponses extends StrictVendor {

  private static final List<String> FIELDS =
      List.of(
          "background",
          "client_metadata",
          "context_management",
          "conversation",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "model",
          "parallel_tool_calls",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  private static final List<String> TOOLS =
      List.of("function", "custom", "namespace", "web_search", "local_shell");

  /** What it seals a thought with. */
  public static final String SEAL = "c2VhbGVkLWJ5LXJlc3BvbnNlcw==";

  private static final String UNSUPPORTED =
      "Unsupported parameter: '%s' is not supported with this model.";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.known("Unknown parameter: '%s'.", FIELDS, "unknown_parameter"),
          StrictRule.longest("user", 64),
          StrictRule.longest("safety_identifier", 64),
          StrictRule.longest("input[*].call_id", 64),
          StrictRule.form("tools[*].name", StrictChat.NAME, StrictChat.NAME_SAID),
          StrictRule.form("tools[*].tools[*].name", StrictChat.NAME, StrictChat.NAME_SAID),
          StrictRule.form("input[*].name", StrictChat.NAME, StrictChat.NAME_SAID),
          StrictRule.when(
              asked -> StrictChat.neverThinks(asked) && !asked.texts("reasoning.effort").isEmpty(),
              UNSUPPORTED.formatted("reasoning.effort"),
              "reasoning.effort",
              "unsupported_parameter"),
          StrictRule.when(
              asked -> StrictChat.tooHot(asked, "reasoning.effort"),
              UNSUPPORTED.formatted("temperature"),
              "temperature",
              "unsupported_parameter"),
          // openai/codex 8145, vscode-unify-chat-provider 178
          StrictRule.when(
              asked ->
                  asked.texts("input[*].encrypted_content").stream()
                      .anyMatch(seal -> seal.startsWith("c2VhbGVkLWJ5L") && !seal.equals(SEAL)),
              "The encrypted content for item rs_1 could not be verified. Reason: Encrypted content could not be decrypted or parsed.",
              null,
              "invalid_encrypted_content"),
          asked ->
              asked.texts("tools[*].type").stream()
                  .filter(type -> !TOOLS.contains(type))
                  .map(
                      type ->
                          new StrictRule.Refusal(
                              "Invalid value: '%s'.".formatted(type),
                              "tools[0].type",
                              "invalid_value")));

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return StrictChat.openAiError(refusal);
  }

  @Override
  List<String> tools(Asked request) {
    return Stream.concat(
            request.objects("tools[*]").stream()
                .filter(tool -> !"namespace".equals(tool.text("type")))
                .flatMap(tool -> Places.texts(tool, "name").stream()),
            request.texts("tools[*].tools[*].name").stream())
        .toList();
  }

  @Override
  boolean streams(Asked request) {
    return request.is("stream");
  }

  private static Json item(Asked request, Said said) {
    if (!said.isCall()) {
      return json(
          "{'type': 'message', 'id': 'm1', 'role': 'assistant', 'status': 'completed', 'content': [{'type': 'output_text', 'text': %s, 'annotations': []}]}",
          text(said.text()));
    }
    for (Json.Obj tool : request.objects("tools[*]")) {
      if ("custom".equals(tool.text("type")) && said.tool().equals(tool.text("name"))) {
        return json(
            "{'type': 'custom_tool_call', 'id': 'ct1', 'call_id': 'call_1', 'name': %s, 'input': %s, 'status': 'completed'}",
            text(said.tool()), text(String.valueOf(said.arguments().text("input"))));
      }
      if (Places.texts(tool, "tools[*].name").contains(said.tool())) {
        return json(
            "{'type': 'function_call', 'id': 'fc1', 'call_id': 'call_1', 'namespace': %s, 'name': %s, 'arguments': %s, 'status': 'completed'}",
            text(String.valueOf(tool.text("name"))),
            text(said.tool()),
            text(said.arguments().toString()));
      }
    }
    return json(
        "{'type': 'function_call', 'id': 'fc1', 'call_id': 'call_1', 'name': %s, 'arguments': %s, 'status': 'completed'}",
        text(said.tool()), text(said.arguments().toString()));
  }

  private static final String USAGE =
      "{'input_tokens': 20, 'input_tokens_details': {'cached_tokens': 0}, 'output_tokens': 5, 'output_tokens_details': {'reasoning_tokens': 0}, 'total_tokens': 25}";

  private static Json thought(Said said) {
    return json(
        "{'type': 'reasoning', 'id': 'rs_1', 'summary': [{'type': 'summary_text', 'text': %s}], 'encrypted_content': '%s'}",
        text(said.thought()), SEAL);
  }

  @Override
  Json whole(Asked request, Said said) {
    String thought = said.thinks() ? thought(said) + ", " : "";
    return response(request, "completed", "[" + thought + item(request, said) + "]");
  }

  private static Json response(Asked request, String status, String output) {
    return json(
        "{'id': 'resp_1', 'object': 'response', 'created_at': 1, 'model': %s, 'status': '%s', 'error': null, 'incomplete_details': null, 'output': %s, 'usage': %s}",
        text(request.model()), status, output, status.equals("completed") ? json(USAGE) : "null");
  }

  @Override
  String streamed(Asked request, Said said) {
    Json item = item(request, said);
    StringBuilder all = new StringBuilder();
    all.append(
        event(
            json(
                "{'type': 'response.created', 'response': %s}",
                response(request, "in_progress", "[]"))));
    if (said.thinks()) {
      all.append(
          event(
              json(
                  "{'type': 'response.output_item.done', 'output_index': 0, 'item': %s}",
                  thought(said))));
    }
    int index = said.thinks() ? 1 : 0;
    all.append(
        event(
            json(
                "{'type': 'response.output_item.added', 'output_index': %d, 'item': %s}",
                index, begun(item))));
    if (!said.isCall()) {
      all.append(
          event(
              json(
                  "{'type': 'response.content_part.added', 'output_index': 0, 'content_index': 0, 'item_id': 'm1', 'part': {'type': 'output_text', 'text': '', 'annotations': []}}")));
      all.append(
          event(
              json(
                  "{'type': 'response.output_text.delta', 'output_index': 0, 'content_index': 0, 'item_id': 'm1', 'delta': %s}",
                  text(said.text()))));
    } else {
      boolean custom = "custom_tool_call".equals(((Json.Obj) item).text("type"));
      all.append(
          event(
              json(
                  "{'type': '%s', 'output_index': %d, 'item_id': 'fc1', 'delta': %s}",
                  custom
                      ? "response.custom_tool_call_input.delta"
                      : "response.function_call_arguments.delta",
                  index,
                  text(String.valueOf(((Json.Obj) item).text(custom ? "input" : "arguments"))))));
    }
    all.append(
        event(
            json(
                "{'type': 'response.output_item.done', 'output_index': %d, 'item': %s}",
                index, item)));
    all.append(event(json("{'type': 'response.completed', 'response': %s}", whole(request, said))));
    return all.toString();
  }

  private static Json begun(Json item) {
    Json.Obj begun = ((Json.Obj) item).with("status", Json.of("in_progress"));
    if (begun.get("content") != null) {
      return begun.with("content", Json.array(List.of()));
    }
    String field = begun.get("input") == null ? "arguments" : "input";
    return begun.with(field, Json.of(""));
  }

  @Override
  String event(Json event) {
    return "event: %s\ndata: %s\n\n".formatted(((Json.Obj) event).text("type"), event);
  }

  @Override
  Optional<Json> told(Asked request) {
    return StrictChat.models(request);
  }
}

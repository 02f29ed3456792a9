package io.auterity.server.mcp;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.web.json.WebJson;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The three tools as the protocol lists them. */
final class ToolList {

  private static final JsonReader READER = new JsonReader(WebJson.MAX_TEXT);
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Names of the tools that every agent has. */
  static final Set<String> NAMES =
      Set.of("capabilities_search", "capability_describe", "capability_call");

  private interface Act {
    Json.Obj run(McpTools tools, Caller caller, Json.Obj arguments);
  }

  static List<SyncToolSpecification> of(Supplier<McpTools> tools) {
    return List.of(
        tool(
            "capabilities_search",
            "Finds capabilities that you may call by what you want to do, the likeliest first.",
            Map.of(
                "query",
                    text("What you want to do, e.g. close an issue; every capability when empty"),
                "limit",
                    Map.of(
                        "type",
                        "integer",
                        "minimum",
                        1,
                        "maximum",
                        McpTools.MOST,
                        "default",
                        McpTools.USUAL),
                "cursor", text("Where to go on: what the page before has as next")),
            List.of(),
            true,
            tools,
            McpTools::search),
        tool(
            "capability_describe",
            "Shows what a capability does, with the JSON Schemas of its input and output.",
            Map.of("id", text("Id of the capability, e.g. tracker.issue.create")),
            List.of("id"),
            true,
            tools,
            McpTools::describe),
        tool(
            "capability_call",
            "Calls a capability. A failure says whether it may be tried again.",
            Map.of(
                "id", text("Id of the capability"),
                "input", object("Its input, as capability_describe shows it"),
                "labels", object("Labels that routes test, by name"),
                "timeout", text("Time it may take, e.g. 30s"),
                "idempotency_key", text("The same key never does the same act twice")),
            List.of("id", "input"),
            false,
            tools,
            McpTools::call));
  }

  private static SyncToolSpecification tool(
      String name,
      String description,
      Map<String, Object> properties,
      List<String> required,
      boolean readOnly,
      Supplier<McpTools> tools,
      Act act) {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            required,
            "additionalProperties",
            false);
    Tool tool =
        Tool.builder(name, schema)
            .description(description)
            .annotations(ToolAnnotations.builder().readOnlyHint(readOnly).build())
            .build();
    return SyncToolSpecification.builder()
        .tool(tool)
        .callHandler(
            (exchange, request) ->
                answer(
                    exchange,
                    request,
                    (caller, arguments) -> act.run(tools.get(), caller, arguments)))
        .build();
  }

  /** What a call of a tool answers; a failure is one that the agent can read. */
  static CallToolResult answer(
      McpSyncServerExchange exchange,
      CallToolRequest request,
      BiFunction<Caller, Json.Obj, Json.Obj> act) {
    if (!(exchange.transportContext().get(McpEndpoint.CALLER) instanceof Caller caller)) {
      throw new IllegalStateException("no caller");
    }
    try {
      return result(act.apply(caller, arguments(request)), false);
    } catch (CallFailedException e) {
      return result(failed(e.failure()), true);
    }
  }

  private static Json.Obj arguments(CallToolRequest request) {
    return request.arguments() == null
        ? Json.EMPTY
        : READER.readObject(MAPPER.writeValueAsBytes(request.arguments()));
  }

  private static Json.Obj failed(Failure failure) {
    return Json.EMPTY
        .with("code", Json.of(failure.code().wire()))
        .with("message", Json.of(failure.message()))
        .with("retryable", Json.of(failure.retryable()))
        .with("applied", Json.of(failure.applied().wire()))
        .with("fields", Json.object(texts(failure.fields())));
  }

  private static Map<String, Json> texts(Map<String, String> texts) {
    Map<String, Json> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, Json.of(text)));
    return values;
  }

  private static CallToolResult result(Json.Obj value, boolean failed) {
    String text = value.toString();
    return CallToolResult.builder()
        .addTextContent(text)
        .structuredContent(MAPPER.readValue(text, Object.class))
        .isError(failed)
        .build();
  }

  private static Map<String, Object> text(String description) {
    return Map.of("type", "string", "description", description);
  }

  private static Map<String, Object> object(String description) {
    return Map.of("type", "object", "description", description);
  }
}

package io.auterity.server.mcp;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The three tools that every agent has. */
final class ToolList {

  private static final Json.Obj SEARCH =
      input(
          List.of(),
          Json.EMPTY
              .with(
                  "query",
                  text("What you want to do, e.g. close an issue; every capability when empty"))
              .with(
                  "limit",
                  Json.EMPTY
                      .with("type", Json.of("integer"))
                      .with("minimum", Json.of(1))
                      .with("maximum", Json.of(McpTools.MOST))
                      .with("default", Json.of(McpTools.USUAL)))
              .with("cursor", text("Where to go on: what the page before has as next")));

  private static final Json.Obj DESCRIBE =
      input(
          List.of("id"),
          Json.EMPTY.with("id", text("Id of the capability, e.g. tracker.issue.create")));

  private static final Json.Obj CALL =
      input(
          List.of("id", "input"),
          Json.EMPTY
              .with("id", text("Id of the capability"))
              .with("input", object("Its input, as capability_describe shows it"))
              .with("labels", object("Labels that routes test, by name"))
              .with("timeout", text("Time it may take, e.g. 30s"))
              .with("idempotency_key", text("The same key never does the same act twice")));

  private static final JsonSchema OF_SEARCH = JsonSchema.of(SEARCH);
  private static final JsonSchema OF_DESCRIBE = JsonSchema.of(DESCRIBE);
  private static final JsonSchema OF_CALL = JsonSchema.of(CALL);

  /** The tools by name. */
  static SequencedMap<String, AgentTool> of(McpTools tools) {
    SequencedMap<String, AgentTool> all = new LinkedHashMap<>();
    add(
        all,
        "capabilities_search",
        "Finds capabilities that you may call by what you want to do, the likeliest first.",
        SEARCH,
        true,
        checked(OF_SEARCH, tools::search));
    add(
        all,
        "capability_describe",
        "Shows what a capability does, with the JSON Schemas of its input and output.",
        DESCRIBE,
        true,
        checked(OF_DESCRIBE, tools::describe));
    add(
        all,
        "capability_call",
        "Calls a capability. A failure says whether it may be tried again.",
        CALL,
        false,
        checked(OF_CALL, (AgentTool.Act) tools::call));
    return all;
  }

  private static void add(
      SequencedMap<String, AgentTool> all,
      String name,
      String description,
      Json.Obj input,
      boolean readOnly,
      AgentTool.Act act) {
    String title = name.replace('_', ' ');
    all.put(name, new AgentTool(name, title, description, input, null, readOnly, readOnly, act));
  }

  /** An act whose arguments fit a schema. */
  static AgentTool.Act checked(JsonSchema schema, BiFunction<Caller, Json.Obj, Json.Obj> act) {
    return checked(schema, (AgentTool.Act) call -> act.apply(call.caller(), call.arguments()));
  }

  private static AgentTool.Act checked(JsonSchema schema, AgentTool.Act act) {
    return call -> {
      List<Problem> problems = schema.check(call.arguments());
      if (!problems.isEmpty()) {
        throw new CallFailedException(
            FailureCode.INVALID,
            problems.stream().map(Problem::toString).collect(Collectors.joining(". ")));
      }
      return act.run(call);
    };
  }

  static Json.Obj input(List<String> required, Json.Obj properties) {
    return Json.EMPTY
        .with("type", Json.of("object"))
        .with("properties", properties)
        .with("required", Json.array(required.stream().map(each -> Json.of(each)).toList()))
        .with("additionalProperties", Json.of(false));
  }

  static Json.Obj text(String description) {
    return typed("string", description);
  }

  private static Json.Obj object(String description) {
    return typed("object", description);
  }

  private static Json.Obj typed(String type, String description) {
    return Json.EMPTY.with("type", Json.of(type)).with("description", Json.of(description));
  }

  private ToolList() {}
}

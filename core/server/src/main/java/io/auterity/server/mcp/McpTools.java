package io.auterity.server.mcp;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.pattern.Glob;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.decision.Decision;
import io.auterity.server.mcp.AgentTool.ToolCall;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the MCP tools of all agents do, which search, describe and call capabilities; an agent sees
 * what it may call, and nothing else.
 */
public record McpTools(
    Catalogue catalogue, Binder binder, Authorizer authorizer, Invoker invoker, Ids ids) {

  /** How many capabilities a search tells at once, unless it says another number. */
  static final int USUAL = 20;

  /** How many a search tells at most, and how many are tools of their own to one caller. */
  static final int MOST = 100;

  // What the vendors of models take as the name of a tool.
  private static final int LONGEST_NAME = 64;

  Json.Obj search(Caller caller, Json.Obj arguments) {
    String query = Objects.requireNonNullElse(arguments.text("query"), "");
    String after = Objects.requireNonNullElse(arguments.text("cursor"), "");
    // Within its bounds, which the schema of the tool states.
    int limit = arguments.get("limit") instanceof Json.Int(long value) ? (int) value : USUAL;
    Stream<Capability> all =
        query.isBlank() ? catalogue.all().stream() : catalogue.search(query).stream();
    Stream<Capability> rest =
        after.isEmpty() ? all : all.dropWhile(each -> !each.id().equals(after)).skip(1);
    List<Capability> found = rest.filter(each -> visible(caller, each)).limit(limit + 1L).toList();
    List<Capability> page = found.subList(0, Math.min(limit, found.size()));
    Json.Obj answer =
        Json.EMPTY.with("capabilities", Json.array(page.stream().map(McpTools::summary).toList()));
    return found.size() > limit ? answer.with("next", Json.of(page.getLast().id())) : answer;
  }

  Json.Obj describe(Caller caller, Json.Obj arguments) {
    Capability capability = named(caller, arguments);
    return summary(capability)
        .with("stream", Json.of(capability.stream()))
        .with("input", capability.inputSchema())
        .with("output", capability.outputSchema());
  }

  Json.Obj call(ToolCall made) {
    Caller caller = made.caller();
    Json.Obj arguments = made.arguments();
    Capability capability = named(caller, arguments);
    Json.Obj input = arguments.get("input") instanceof Json.Obj given ? given : Json.EMPTY;
    return call(
        made,
        capability,
        start(caller, capability, input)
            .labels(labels(arguments))
            .timeout(CallOptions.timeout(arguments.text("timeout"), CallOptions.USUAL))
            .idempotencyKey(CallOptions.idempotencyKey(arguments.text("idempotency_key"))));
  }

  /** Calls what is a tool of its own. */
  Json.Obj call(ToolCall made, Capability capability) {
    return call(
        made,
        capability,
        start(made.caller(), capability, made.arguments()).timeout(CallOptions.USUAL));
  }

  /** The capabilities that are tools of their own to this caller, by the names of the tools. */
  SortedMap<String, Capability> toolSet(Caller caller) {
    List<Glob> wanted =
        Objects.requireNonNullElse(
                authorizer.terms(caller.scope(), caller.principal()).tools(), List.<String>of())
            .stream()
            .map(Glob::new)
            .toList();
    SortedMap<String, Capability> set = new TreeMap<>();
    for (Capability each : wanted.isEmpty() ? List.<Capability>of() : catalogue.all()) {
      String name = ToolSets.named(each);
      if (name.length() <= LONGEST_NAME
          && set.size() < MOST
          && wanted.stream().anyMatch(one -> one.matches(each.id()))
          && visible(caller, each)) {
        set.putIfAbsent(name, each);
      }
    }
    return set;
  }

  private Invocation.Builder start(Caller caller, Capability capability, Json.Obj input) {
    return Invocation.of(
            ids.next(), caller.scope(), caller.principal(), capability.id(), Payload.of(input))
        .door(Invocation.Door.MCP)
        .trace(TraceContext.current());
  }

  // Its answer is held until it is written.
  private Json.Obj call(ToolCall made, Capability capability, Invocation.Builder call) {
    return answered(capability, made.holding(invoker.open(call.build())));
  }

  private Json.Obj answered(Capability capability, Exchange exchange) {
    List<Json> events = new ArrayList<>();
    for (Record next = exchange.next(); next != null; next = exchange.next()) {
      events.add(binder.render(capability, next));
    }
    return switch (exchange.outcome()) {
      case Outcome.Succeeded done -> succeeded(capability, done, events);
      case Outcome.Refused(var decision, Failure failure) ->
          throw explained(failure, Decision.ID.write(decision));
      case Outcome.Failed(var decision, Failure failure) ->
          throw explained(ProvidersFault.toldWithOrigin(failure), Decision.ID.write(decision));
    };
  }

  private Json.Obj succeeded(Capability capability, Outcome.Succeeded done, List<Json> events) {
    Json output =
        done.value() == null ? Json.array(events) : binder.render(capability, done.value());
    return Json.EMPTY
        .with("output", output)
        .with("provider", Json.of(done.provider()))
        .with("decision", Json.of(Decision.ID.write(done.decision())));
  }

  private static CallFailedException explained(Failure failure, String decision) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put("decision", decision);
    return new CallFailedException(failure.withFields(fields));
  }

  private Capability named(Caller caller, Json.Obj arguments) {
    Capability capability = catalogue.get(Objects.requireNonNullElse(arguments.text("id"), ""));
    if (!visible(caller, capability)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN, "this caller may not use %s".formatted(capability.id()));
    }
    return capability;
  }

  private boolean visible(Caller caller, Capability capability) {
    return authorizer.authorize(caller.scope(), caller.principal(), capability).permits();
  }

  private static Map<String, String> labels(Json.Obj arguments) {
    Map<String, String> labels = new HashMap<>();
    if (arguments.get("labels") instanceof Json.Obj given) {
      given.fields().forEach((name, value) -> labels.put(name, text(name, value)));
    }
    return CallOptions.labels(labels);
  }

  private static String text(String name, Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new CallFailedException(FailureCode.INVALID, "label '%s' must be a text".formatted(name));
  }

  private static Json.Obj summary(Capability capability) {
    return Json.EMPTY
        .with("id", Json.of(capability.id()))
        .with("summary", Json.of(capability.summary()))
        .with("effect", Json.of(capability.effect().name().toLowerCase(Locale.ROOT)));
  }
}

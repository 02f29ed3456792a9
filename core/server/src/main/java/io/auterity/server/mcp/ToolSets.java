package io.auterity.server.mcp;

import io.auterity.platform.catalogue.Capability;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Capabilities that are tools of their own to agents whose key names them. The protocol's server
 * has one list of tools, so what any key names is put there when it is first asked for, and each
 * agent is shown its own.
 */
final class ToolSets {

  /** Where a request's context holds the set of its caller: a map from names to capabilities. */
  static final String OF_CALLER = "tools";

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};

  private final Supplier<McpTools> tools;
  private final Map<String, Capability> listed = new HashMap<>();

  ToolSets(Supplier<McpTools> tools) {
    this.tools = tools;
  }

  /** The set of this caller, each of which the server lists from now on. */
  SortedMap<String, Capability> of(McpSyncServer server, Caller caller) {
    SortedMap<String, Capability> set = tools.get().toolSet(caller);
    if (!set.isEmpty()) {
      list(server, set);
    }
    return set;
  }

  private synchronized void list(McpSyncServer server, Map<String, Capability> set) {
    set.forEach(
        (name, capability) -> {
          Capability before = listed.put(name, capability);
          if (before != null && !before.equals(capability)) {
            server.removeTool(name);
          }
          if (!capability.equals(before)) {
            server.addTool(tool(name, capability));
          }
        });
  }

  /** Whether an agent is shown a tool. */
  static boolean shows(McpTransportContext context, Tool tool) {
    return ToolList.NAMES.contains(tool.name()) || set(context).containsKey(tool.name());
  }

  private static Map<String, Capability> set(McpTransportContext context) {
    Map<String, Capability> set = new TreeMap<>();
    if (context.get(OF_CALLER) instanceof Map<?, ?> held) {
      held.forEach((name, capability) -> set.put((String) name, (Capability) capability));
    }
    return set;
  }

  private SyncToolSpecification tool(String name, Capability capability) {
    Tool tool =
        Tool.builder(name, MAPPER.readValue(capability.inputSchema().toString(), SCHEMA))
            .description(capability.summary())
            .annotations(
                ToolAnnotations.builder()
                    .readOnlyHint(capability.effect() == Effect.NONE)
                    .idempotentHint(capability.effect() != Effect.NON_IDEMPOTENT)
                    .build())
            .build();
    return SyncToolSpecification.builder()
        .tool(tool)
        .callHandler(
            (exchange, request) ->
                ToolList.answer(
                    exchange,
                    request,
                    (caller, input) ->
                        tools.get().call(caller, named(exchange.transportContext(), name), input)))
        .build();
  }

  // Another key's, or this one's before it was changed.
  private static Capability named(McpTransportContext context, String name) {
    Capability capability = set(context).get(name);
    if (capability == null) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "'%s' is no tool of this key; its tools are patterns of capabilities (tools of the key)"
              .formatted(name));
    }
    return capability;
  }
}

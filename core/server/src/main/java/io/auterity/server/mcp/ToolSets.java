package io.auterity.server.mcp;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.server.mcp.ToolMethods.UnknownToolException;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The tools of each caller: those that all have, the capabilities that its key names, and the
 * workflows that are tools.
 */
public record ToolSets(McpTools capabilities, WorkflowTools workflows) {

  /** The tools of a caller by name, as they are listed. */
  SequencedMap<String, AgentTool> of(Caller caller) {
    SequencedMap<String, AgentTool> set = new LinkedHashMap<>(ToolList.of(capabilities));
    capabilities
        .toolSet(caller)
        .forEach((name, capability) -> set.putIfAbsent(name, tool(name, capability)));
    workflows.of(caller).forEach(tool -> set.putIfAbsent(tool.name(), tool));
    return set;
  }

  /**
   * A tool of a caller.
   *
   * @throws CallFailedException {@code forbidden} when it is one of other callers, or a workflow
   *     that the caller may not start
   */
  AgentTool of(Caller caller, String name) throws UnknownToolException {
    AgentTool tool = ToolList.of(capabilities).get(name);
    if (tool != null) {
      return tool;
    }
    Capability capability = capabilities.toolSet(caller).get(name);
    if (capability != null) {
      return tool(name, capability);
    }
    AgentTool workflow = workflows.find(caller, name);
    if (workflow != null) {
      return workflow;
    }
    if (capabilities.catalogue().all().stream().anyMatch(each -> named(each).equals(name))) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "'%s' is no tool of this key; its tools are patterns of capabilities (tools of the key)"
              .formatted(name));
    }
    throw new UnknownToolException(
        "there is no tool '%s'; %s".formatted(name, Nearest.fix(name, of(caller).keySet())));
  }

  /** The name of a capability as a tool. */
  static String named(Capability capability) {
    return capability.id().replace('.', '_');
  }

  private AgentTool tool(String name, Capability capability) {
    return new AgentTool(
        name,
        capability.id(),
        capability.summary(),
        capability.inputSchema(),
        null,
        capability.effect() == Effect.NONE,
        capability.effect() != Effect.NON_IDEMPOTENT,
        call -> capabilities.call(call, capability));
  }
}

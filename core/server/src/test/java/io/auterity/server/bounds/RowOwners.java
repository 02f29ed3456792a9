package io.auterity.server.bounds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By what each bound of the guide's table is: how much there is of one tenant, provider, run. */
final class RowOwners {

  /** In place of a tenant's share where none is kept yet, or whose something is is not known. */
  static final String NO_TENANT_YET = "";

  private static final String CALL = "call";

  // What is not named here is of a call.
  private static final Map<String, List<String>> ROWS =
      Map.ofEntries(
          Map.entry(
              "batch", List.of("AI gateway: lines of a batch", "AI gateway: line of a batch")),
          Map.entry(
              "connection",
              List.of(
                  "Head of a request, both ports: time from its first byte",
                  "Body of a request, both ports: pace",
                  "Rest of a body that is refused, both ports: what is read of it")),
          Map.entry(
              "expression",
              List.of(
                  "Expression",
                  "Expression: parts",
                  "Expression: steps of loops while it runs",
                  "Expression: values that it makes",
                  "Expression: text that it makes")),
          Map.entry(
              "file",
              List.of(
                  "`auterity.yaml`",
                  "Connector file",
                  "Connector file: values once aliases are followed",
                  "Manifest of a plugin",
                  "AI gateway: uploaded file")),
          Map.entry(
              "limit",
              List.of(
                  "Runs of a key of limits.runs that are not over",
                  "Key of limits.runs, limits.starts and limits.settle")),
          Map.entry(
              "provider",
              List.of(
                  "Files of one embedded provider",
                  "Limits of a vendor that were met: what they are counted by",
                  "Script: those of a provider that wait")),
          Map.entry(
              "run",
              List.of(
                  "Run that goes again: events",
                  "Run that goes again: bytes of its events",
                  "Run that goes again in another one: events that are taken over",
                  "Messages to a run that wait",
                  "Messages to a run that wait: bytes",
                  "Output of a run",
                  "Input of a run",
                  "Input of a run: one text")),
          Map.entry("secret", List.of("Secret")),
          Map.entry(
              "server",
              List.of(
                  "Memory of all requests' bodies and all answers of vendors",
                  "AI gateway: requests at one time",
                  "AI gateway: callers that are looked up at one time",
                  "AI gateway: connections",
                  "AI gateway: thoughts that are kept",
                  "Console, API: requests at one time",
                  "Protocol clients (git, packages): requests at one time",
                  "Live view of runs: watchers",
                  "Views of runs of Temporal: runs whose events are kept read",
                  "Views of runs of Temporal: memory of these events",
                  "Starts of runs: new runs that wait for room",
                  "Script: those that wait",
                  "Script: those that run",
                  "git, pushes and fetches of all: memory of objects")),
          Map.entry("step", List.of("Result of a step")),
          Map.entry(
              "tenant",
              List.of(
                  "Memory of the bodies and answers of one tenant",
                  "AI gateway: requests of a tenant at one time",
                  "AI gateway: thoughts of a tenant that are kept",
                  "Console, API: requests of a tenant at one time",
                  "Transactions of a tenant at one time",
                  "Decisions of a tenant that wait to be written",
                  "Protocol clients (git, packages): requests of a tenant at one time",
                  "Webhooks of a tenant: deliveries a second",
                  "MCP: sessions of a tenant",
                  "Live view of runs: watchers of a tenant",
                  "Views of runs of Temporal: memory of these events of a tenant",
                  "Starts of runs: new runs of a tenant that wait for room",
                  "Starts of runs: runs of a tenant that wait at servers that stand by",
                  "Bulk acts of a tenant at one time",
                  "Webhook: sets of keys of vendors that are kept for a tenant",
                  "AI gateway: files and open batches of a tenant",
                  "Script: those of a tenant that wait",
                  "Script: those of a tenant that run",
                  "Models of this machine: calls of a tenant that wait",
                  "Checks of providers of a tenant at one time")),
          Map.entry(
              "value",
              List.of(
                  "Workflow, trigger: values of one value",
                  "Workflow, trigger: text of one value")),
          Map.entry("webhook", List.of("Webhooks: deliveries to one, a second")),
          Map.entry(
              "workflow",
              List.of(
                  "Runs of a workflow that wait by limits.settle",
                  "Workflow: steps",
                  "Workflow: levels of steps inside steps",
                  "Workflow: expressions")));

  private static final Map<String, String> SHARES =
      Map.ofEntries(
          Map.entry(
              "Memory of all requests' bodies and all answers of vendors",
              "Memory of the bodies and answers of one tenant"),
          Map.entry(
              "AI gateway: requests at one time", "AI gateway: requests of a tenant at one time"),
          Map.entry(
              "Console, API: requests at one time",
              "Console, API: requests of a tenant at one time"),
          Map.entry(
              "Protocol clients (git, packages): requests at one time",
              "Protocol clients (git, packages): requests of a tenant at one time"),
          Map.entry(
              "AI gateway: thoughts that are kept",
              "AI gateway: thoughts of a tenant that are kept"),
          Map.entry("Live view of runs: watchers", "Live view of runs: watchers of a tenant"),
          Map.entry(
              "Views of runs of Temporal: runs whose events are kept read",
              "Views of runs of Temporal: memory of these events of a tenant"),
          Map.entry(
              "Views of runs of Temporal: memory of these events",
              "Views of runs of Temporal: memory of these events of a tenant"),
          Map.entry(
              "Starts of runs: new runs that wait for room",
              "Starts of runs: new runs of a tenant that wait for room"),
          Map.entry("Script: those that wait", "Script: those of a tenant that wait"),
          Map.entry("Script: those that run", "Script: those of a tenant that run"),
          Map.entry("AI gateway: callers that are looked up at one time", NO_TENANT_YET),
          Map.entry("AI gateway: connections", NO_TENANT_YET),
          Map.entry("git, pushes and fetches of all: memory of objects", NO_TENANT_YET));

  private static final Map<String, String> OWNERS = owners();

  private RowOwners() {}

  private static Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    ROWS.forEach((owner, inputs) -> inputs.forEach(input -> owners.put(input, owner)));
    return owners;
  }

  /** By what the bound of an input is. */
  static String of(String input) {
    return OWNERS.getOrDefault(input, CALL);
  }

  /** The input of the row that says what one tenant gets of what a server has. */
  static String shareOf(String input) {
    return SHARES.getOrDefault(input, "no share of a tenant is named for " + input);
  }
}

package io.auterity.provider.compare;

import java.util.Map;
import java.util.Optional;

/**
 * The priority class of an integration: how much the product needs it, as its road map says. Most
 * connectors have no class there. How mature one is, its evidence says.
 */
public enum PriorityClass {
  /** Without it the product lacks what it is for: it runs end to end, never in part. */
  CRITICAL,
  HIGH,
  MEDIUM;

  private static final Map<String, PriorityClass> CONNECTORS =
      Map.ofEntries(
          Map.entry("firestore", CRITICAL),
          Map.entry("github-actions", CRITICAL),
          Map.entry("docker-hub", CRITICAL),
          Map.entry("oci", CRITICAL),
          Map.entry("huggingface", HIGH),
          Map.entry("huggingface-tasks", HIGH),
          Map.entry("replicate", HIGH),
          Map.entry("vertex", HIGH),
          Map.entry("gitlab-ci", MEDIUM),
          Map.entry("jira", MEDIUM),
          Map.entry("linear", MEDIUM),
          Map.entry("together", MEDIUM));

  /** That of a connector; empty where the road map does not class it. */
  public static Optional<PriorityClass> of(String connector) {
    return Optional.ofNullable(CONNECTORS.get(connector));
  }
}

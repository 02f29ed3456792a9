package io.auterity.server.web;

import java.util.List;

/** Paths that belong to programs; every other path is one of the studio's. */
public final class ReservedPaths {

  private static final List<String> ROOTS = List.of("/api", "/mcp", "/health", "/metrics");

  private ReservedPaths() {}

  public static boolean reserved(String path) {
    return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}

package io.auterity.server.web.security;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.InboundKinds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Classifies request paths: those of programs, of clients of protocols of their own, and of the
 * studio.
 */
public final class RequestPaths {

  private static final List<String> ROOTS =
      List.of("/api", "/mcp", "/hooks", "/health", "/metrics");

  private static final Set<String> INBOUND =
      InboundKinds.of(Catalogue.KINDS).keySet().stream()
          .map(kind -> "/" + kind)
          .collect(Collectors.toUnmodifiableSet());

  /** Whether a request is one of a client of a protocol of its own. */
  public static boolean inbound(HttpServletRequest request) {
    return INBOUND.contains(request.getServletPath());
  }

  /** Whether a path belongs to programs; every other path is one of the studio's. */
  public static boolean reserved(String path) {
    return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  /** Method and path of a request, e.g. {@code GET /api/v1/runs}. */
  static String line(HttpServletRequest request) {
    return request.getMethod() + " " + request.getServletPath();
  }

  /** Whether the one route is wanted that is a WebSocket. */
  static boolean liveSocket(HttpServletRequest request) {
    String path = request.getServletPath();
    return request.getMethod().equals("GET")
        && path.startsWith("/api/v1/runs/")
        && path.endsWith("/live")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }
}

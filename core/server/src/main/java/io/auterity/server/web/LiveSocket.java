package io.auterity.server.web;

import jakarta.servlet.http.HttpServletRequest;

/** Tells requests for the one route that is a WebSocket. */
final class LiveSocket {

  private LiveSocket() {}

  static boolean wanted(HttpServletRequest request) {
    String path = request.getServletPath();
    return request.getMethod().equals("GET")
        && path.startsWith("/api/v1/runs/")
        && path.endsWith("/live")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }
}

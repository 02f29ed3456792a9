package io.auterity.server.web;

import jakarta.servlet.http.HttpServletRequest;

/** Tells requests that ask for a WebSocket. */
final class LiveSocket {

  private LiveSocket() {}

  static boolean wanted(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }
}

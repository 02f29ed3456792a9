package io.auterity.server.live;

import io.auterity.server.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * A request to watch a run: its caller, the run, and the last change that the watcher knows.
 *
 * @param caller null when no credential was shown
 * @param run its id as it was sent
 * @param since number of the last change that the watcher knows; -1 for none
 */
record WatchRequest(@Nullable Caller caller, String run, long since) {

  private static final String KEY = WatchRequest.class.getName();

  static WatchRequest of(WebSocketSession session) {
    return (WatchRequest) Objects.requireNonNull(session.getAttributes().get(KEY));
  }

  private static WatchRequest of(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    Object run = variables instanceof Map<?, ?> named ? named.get("id") : null;
    return new WatchRequest(
        Caller.of(request).orElse(null),
        Objects.toString(run, ""),
        since(request.getParameter("since")));
  }

  // What is no number is not known: everything is told.
  private static long since(@Nullable String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Keeps what a request asks for, as it is gone when the socket is open. */
  static final class Keeper implements HandshakeInterceptor {
    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        Map<String, Object> attributes) {
      attributes.put(KEY, of(((ServletServerHttpRequest) request).getServletRequest()));
      return true;
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        @Nullable Exception exception) {}
  }
}

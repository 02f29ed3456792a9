package io.auterity.server.live;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Maps the WebSocket route at which watchers of runs connect. */
public final class LiveRoutes {

  private static final int BEFORE_THE_STUDIO = 1;

  /** The mapping of the route; {@code sockets} is asked for when the first watcher comes. */
  public static WebSocketHandlerMapping mapping(Supplier<LiveSockets> sockets) {
    WebSocketHttpRequestHandler handler =
        new WebSocketHttpRequestHandler(new Late(sockets), new DefaultHandshakeHandler());
    handler.setHandshakeInterceptors(List.of(new WatchRequest.Keeper()));
    WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
    mapping.setUrlMap(Map.of("/api/v1/runs/{id}/live", handler));
    mapping.setWebSocketUpgradeMatch(true);
    mapping.setOrder(BEFORE_THE_STUDIO);
    return mapping;
  }

  private static final class Late extends AbstractWebSocketHandler {

    private final Supplier<LiveSockets> sockets;

    Late(Supplier<LiveSockets> sockets) {
      this.sockets = sockets;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
      sockets.get().afterConnectionEstablished(session);
    }
  }
}

package io.auterity.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** The line to one watcher; a slow one is waited for, and gets fewer frames. */
record WatcherLine(WebSocketSession session, JsonMapper mapper) {

  static final CloseStatus UNAUTHENTICATED = new CloseStatus(4401, "unauthenticated");
  static final CloseStatus FORBIDDEN = new CloseStatus(4403, "forbidden");
  static final CloseStatus NO_SUCH_RUN = new CloseStatus(4404, "no such run");

  boolean open() {
    return session.isOpen();
  }

  void send(LiveFrame frame) {
    try {
      session.sendMessage(new TextMessage(mapper.writeValueAsBytes(frame)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close(CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

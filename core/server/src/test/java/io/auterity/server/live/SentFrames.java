package io.auterity.server.live;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.web.json.WebJson;
import io.auterity.spi.Json;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** Keeps what is sent to a watcher. */
final class SentFrames {

  private static final JsonReader READER = new JsonReader(1_000_000);

  private final List<Json.Obj> frames = new ArrayList<>();
  private final Predicate<Json.Obj> more;
  private boolean open = true;

  /**
   * @param more is told each frame; false when the watcher goes
   */
  SentFrames(Predicate<Json.Obj> more) {
    this.more = more;
  }

  List<Json.Obj> frames() {
    return frames;
  }

  WatcherLine line() {
    WebSocketSession session =
        (WebSocketSession)
            Proxy.newProxyInstance(
                SentFrames.class.getClassLoader(),
                new Class<?>[] {WebSocketSession.class},
                (proxy, method, arguments) -> called(method.getName(), arguments));
    return new WatcherLine(session, WebJson.mapper());
  }

  private @Nullable Object called(String method, Object @Nullable [] arguments) {
    if (method.equals("isOpen")) {
      return open;
    }
    if (arguments != null && arguments[0] instanceof TextMessage text) {
      Json.Obj frame = READER.readObject(text.asBytes());
      frames.add(frame);
      open = more.test(frame);
    }
    return null;
  }
}

package io.auterity.gateway.listener;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of all event loops: no more than so many, none that asks for nothing, and none
 * that goes on sending what was refused.
 */
final class Connections {

  private final int most;
  private final Duration patience;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<HttpConnection, Long> silent = new ConcurrentHashMap<>();

  /**
   * @param patience how long a connection may take to its first request, and to the end of a body
   *     that is not read
   */
  Connections(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  /** Called on the event loop of a new connection. */
  void opened(Vertx vertx, HttpConnection connection) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      connection.close();
      return;
    }
    long timer = vertx.setTimer(patience.toMillis(), ignored -> connection.close());
    silent.put(connection, timer);
    connection.closeHandler(ignored -> closed(vertx, connection));
  }

  private void closed(Vertx vertx, HttpConnection connection) {
    open.decrementAndGet();
    heard(vertx, connection);
  }

  /** A request came over it. */
  void heard(Vertx vertx, HttpConnection connection) {
    Long timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** The answer to a request is on its way before all of the request is there. */
  void refused(Vertx vertx, HttpServerRequest request) {
    if (!request.isEnded()) {
      vertx.setTimer(patience.toMillis(), ignored -> hangUp(request));
    }
  }

  private static void hangUp(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }

  /** How many are open. */
  int count() {
    return open.get();
  }
}

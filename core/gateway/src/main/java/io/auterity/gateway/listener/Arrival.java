package io.auterity.gateway.listener;

import io.auterity.gateway.door.Endpoint;
import io.auterity.gateway.door.Received;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.transport.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/** A request whose head is there. */
record Arrival(
    Vertx vertx,
    EventLoop loop,
    HttpServerRequest request,
    HttpReply reply,
    Endpoint endpoint,
    String path) {

  Received.Headers headers() {
    return request.headers()::get;
  }

  /** Lets a paused body come, after some work on the event loop. */
  void goOn(Runnable first) {
    loop.run(
        () -> {
          first.run();
          request.resume();
        });
  }

  /** The whole of it. */
  Received received(UUID id, Authenticated caller, byte[] body) {
    return new Received(id, endpoint, path, headers(), caller, body);
  }
}

package io.auterity.gateway.listener;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.door.GatewayAnswers;
import io.auterity.gateway.door.GatewayRequest;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.transport.EventLoop;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A request whose head is there. */
record Arrival(
    Vertx vertx,
    EventLoop loop,
    HttpServerRequest request,
    HttpReply reply,
    Endpoint endpoint,
    String path) {

  /** Its headers; one in several lines is one list (RFC 9110, 5.3). */
  RequestHeaders headers() {
    MultiMap headers = request.headers();
    return name -> headers.get(name) == null ? null : String.join(",", headers.getAll(name));
  }

  /** How its body is packed; empty when it is as it is, or none can come. */
  Optional<String> coding() {
    String coding = headers().get("content-encoding");
    return coding == null || coding.equalsIgnoreCase(GatewayAnswers.IDENTITY) || !hasBody()
        ? Optional.empty()
        : Optional.of(coding);
  }

  private boolean hasBody() {
    return request.headers().contains("transfer-encoding")
        || !"0".equals(Objects.requireNonNullElse(request.getHeader("content-length"), "0"));
  }

  /** Lets a paused body come, after some work on the event loop. */
  void goOn(Runnable first) {
    loop.run(
        () -> {
          first.run();
          request.resume();
        });
  }

  /** Lets a body come whose sender waits for a word. */
  void invite() {
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
  }

  /** Ends its connection behind what was answered so far. */
  void hangUp() {
    loop.run(() -> request.connection().close());
  }

  /** The whole of it. */
  GatewayRequest received(UUID id, Authenticated caller, byte[] body) {
    return new GatewayRequest(id, endpoint, question(body), caller, address());
  }

  /** One whose body is on its way. */
  GatewayRequest coming(UUID id, Authenticated caller, InputStream body) {
    return new GatewayRequest(id, endpoint, question(new byte[0]), caller, address(), body);
  }

  private String address() {
    SocketAddress address = request.remoteAddress();
    return address == null || address.hostAddress() == null ? "" : address.hostAddress();
  }

  private Question question(byte[] body) {
    return new Question(endpoint.named(path), new Query(request.query()), headers(), body);
  }
}

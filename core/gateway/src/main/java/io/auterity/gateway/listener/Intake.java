package io.auterity.gateway.listener;

import io.auterity.gateway.door.Answer;
import io.auterity.gateway.door.Answers;
import io.auterity.gateway.door.Callers;
import io.auterity.gateway.door.Doors;
import io.auterity.gateway.door.Endpoint;
import io.auterity.gateway.door.Received;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives requests on an event loop, refuses what needs no thread, and hands on the rest. */
final class Intake {

  private static final Failure BUSY =
      Failure.of(FailureCode.UNAVAILABLE, "too many requests at one time: try again")
          .withRetryAfter(Duration.ofSeconds(1));

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("gateway").factory();

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Doors doors;
  private final Health health;
  private final Load load;
  private final int bodyBytes;
  private final Watch watch;
  private final Time time;
  private final Ids ids;

  Intake(Doors doors, Health health, Load load, int bodyBytes, Watch watch, Time time, Ids ids) {
    this.doors = doors;
    this.health = health;
    this.load = load;
    this.bodyBytes = bodyBytes;
    this.watch = watch;
    this.time = time;
    this.ids = ids;
  }

  /** Takes one request; called on the event loop of its connection. */
  void take(Vertx vertx, Context loop, HttpServerRequest request) {
    HttpReply reply = new HttpReply(loop, request.response(), time);
    try {
      take(vertx, request, reply);
    } catch (RuntimeException e) {
      LOG.error("A request to {} failed.", request.path(), e);
      reply.abort();
    }
  }

  private void take(Vertx vertx, HttpServerRequest request, HttpReply reply) {
    String path = Objects.requireNonNullElse(request.path(), "");
    Optional<Answer> answer = health.answer(path);
    if (answer.isPresent()) {
      reply.send(answer.get());
      return;
    }
    Optional<Endpoint> endpoint = Endpoint.at(path);
    Optional<Failure> refusal = refusal(request, endpoint);
    if (refusal.isPresent()) {
      reply.send(Answers.of(refusal.get(), null));
      return;
    }
    Received received =
        new Received(ids.next(), endpoint.orElseThrow(), path, request.headers()::get, new byte[0]);
    receive(vertx, request, received, reply);
  }

  private static Optional<Failure> refusal(HttpServerRequest request, Optional<Endpoint> endpoint) {
    if (endpoint.isEmpty() || !endpoint.get().method().equals(request.method().name())) {
      return Optional.of(
          Failure.of(
              FailureCode.NOT_FOUND,
              "no such path: %s %s".formatted(request.method(), request.path())));
    }
    return Callers.key(request.getHeader("authorization")).isEmpty()
        ? Optional.of(Callers.NO_KEY)
        : Optional.empty();
  }

  private void receive(Vertx vertx, HttpServerRequest request, Received received, HttpReply reply) {
    if (!load.enter()) {
      reply.send(Answers.of(BUSY, null));
      return;
    }
    Body.collect(
        vertx,
        request,
        load,
        bodyBytes,
        end -> {
          switch (end) {
            case Body.End.Whole(byte[] bytes) -> start(received.withBody(bytes), reply);
            case Body.End.TooLong ignored -> refuse(tooLong(), reply);
            case Body.End.NoRoom ignored -> refuse(BUSY, reply);
            case Body.End.Broken ignored -> {
              load.leave();
              reply.abort();
            }
          }
        });
  }

  private void refuse(Failure failure, HttpReply reply) {
    load.leave();
    reply.send(Answers.of(failure, null));
  }

  private Failure tooLong() {
    return Failure.of(
        FailureCode.TOO_LARGE, "the body is longer than %d bytes".formatted(bodyBytes));
  }

  private void start(Received received, HttpReply reply) {
    THREADS.newThread(() -> serve(received, reply)).start();
  }

  private void serve(Received received, HttpReply reply) {
    try {
      watch.over(received, reply, () -> doors.serve(received, reply));
    } finally {
      load.release(received.body().length);
      load.leave();
    }
  }
}

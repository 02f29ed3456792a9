package io.auterity.gateway.listener;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.door.BodyValues;
import io.auterity.gateway.door.Callers;
import io.auterity.gateway.door.Doors;
import io.auterity.gateway.door.GatewayAnswers;
import io.auterity.gateway.door.GatewayRequest;
import io.auterity.gateway.door.WholeAnswer;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.call.Credential;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.RedactedException;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.netty.handler.codec.TooLongFrameException;
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

  private static final Failure MALFORMED =
      Failure.of(FailureCode.INVALID, "the request is not well-formed HTTP/1.1");

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("gateway").factory();

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Doors doors;
  private final GatewayHealth health;
  private final Connections connections;
  private final RequestAdmission requestAdmission;
  private final int bodyBytes;
  private final BodyValues values;
  private final BodyPace pace;
  private final RequestTelemetry watch;
  private final Time time;
  private final Ids ids;

  Intake(
      Doors doors,
      GatewayHealth health,
      Connections connections,
      RequestAdmission requestAdmission,
      Settings.Limits limits,
      BodyPace pace,
      RequestTelemetry watch,
      Time time,
      Ids ids) {
    this.doors = doors;
    this.health = health;
    this.connections = connections;
    this.requestAdmission = requestAdmission;
    this.bodyBytes = limits.bodyBytes();
    this.values = new BodyValues(limits.bodyValues());
    this.pace = pace;
    this.watch = watch;
    this.time = time;
    this.ids = ids;
  }

  /** Takes one request; called on the event loop of its connection. */
  void take(Vertx vertx, EventLoop loop, HttpServerRequest request) {
    HttpReply reply = new HttpReply(loop, request.response(), time);
    try {
      take(vertx, loop, request, reply);
    } catch (RuntimeException e) {
      LOG.error("A request to {} failed.", request.path(), RedactedException.of(e));
      reply.abort();
    }
  }

  /** Answers what is no request; its connection ends with the answer. */
  void refuse(EventLoop loop, HttpServerRequest request) {
    Throwable flaw = request.decoderResult().cause();
    String path = Objects.requireNonNullElse(request.path(), "");
    Dialect dialect = doors.dialects().of(path, request.headers()::get);
    new HttpReply(loop, request.response(), time)
        .send(GatewayAnswers.refused(dialect, malformed(flaw), ids.next()));
  }

  /** The answer to a head that came too slowly, of which nothing is known. */
  WholeAnswer slowHead() {
    return GatewayAnswers.tooSlow(doors.dialects().of("", _ -> null), "head", ids.next());
  }

  private static Failure malformed(Throwable flaw) {
    return flaw instanceof TooLongFrameException
        ? Failure.of(FailureCode.TOO_LARGE, "the head of the request is too long")
        : MALFORMED;
  }

  private void take(Vertx vertx, EventLoop loop, HttpServerRequest request, HttpReply reply) {
    connections.heard(vertx, request.connection());
    request.response().endHandler(ignored -> StrictDecoder.answered(request.connection()));
    String path = Objects.requireNonNullElse(request.path(), "");
    Optional<WholeAnswer> answer = health.answer(path);
    if (answer.isPresent()) {
      reply.send(answer.get());
      return;
    }
    RequestHeaders headers = request.headers()::get;
    Dialect dialect = doors.dialects().of(path, headers);
    Endpoint endpoint;
    Credential key;
    try {
      endpoint = endpoint(dialect, request, path);
      key = Callers.key(dialect, headers, new Query(request.query()));
    } catch (CallFailedException e) {
      reply.send(GatewayAnswers.refused(dialect, e.failure(), ids.next()));
      connections.refused(vertx, request);
      return;
    }
    admit(new Arrival(vertx, loop, request, reply, endpoint, path), key);
  }

  private static Endpoint endpoint(Dialect dialect, HttpServerRequest request, String path) {
    return Dialects.endpoint(dialect, request.method().name(), path)
        .orElseThrow(() -> new CallFailedException(noSuchPath(request)));
  }

  private static Failure noSuchPath(HttpServerRequest request) {
    return Failure.of(
        FailureCode.NOT_FOUND, "no such path: %s %s".formatted(request.method(), request.path()));
  }

  // Nothing of a body is taken in before it is known whose it is, and no place is: a caller that is
  // not known takes one of a few of its own.
  private void admit(Arrival arrival, Credential key) {
    Optional<Authenticated> known = doors.authenticator().recent(key);
    if (known.isPresent()) {
      receive(arrival, known.get());
      return;
    }
    Optional<Failure> refused = doors.authenticator().recentlyRefused(key);
    if (refused.isPresent()) {
      refuse(arrival, refused.get());
    } else if (!requestAdmission.lookUp()) {
      refuse(arrival, BUSY);
    } else {
      arrival.request().pause();
      THREADS.newThread(() -> verify(arrival, key)).start();
    }
  }

  private void verify(Arrival arrival, Credential key) {
    try {
      Authenticated caller = doors.authenticator().authenticate(key);
      arrival.goOn(() -> receive(arrival, caller));
    } catch (CallFailedException e) {
      watch.over(
          arrival.endpoint(),
          arrival.headers(),
          arrival.reply(),
          () -> answer(e.failure(), arrival));
      arrival.goOn(() -> connections.refused(arrival.vertx(), arrival.request()));
    } catch (RuntimeException e) {
      LOG.error(
          "Who sent a request to {} could not be found out.",
          arrival.path(),
          RedactedException.of(e));
      arrival.reply().abort();
    } finally {
      requestAdmission.lookedUp();
    }
  }

  private void receive(Arrival arrival, Authenticated caller) {
    HttpReply reply = arrival.reply();
    Optional<String> coding = arrival.coding();
    if (coding.isPresent()) {
      Dialect dialect = arrival.endpoint().dialect();
      reply.send(GatewayAnswers.packed(dialect, coding.get(), ids.next()));
      connections.refused(arrival.vertx(), arrival.request());
      return;
    }
    RequestAdmission.Share share = requestAdmission.of(caller.scope().tenant());
    if (!share.enter()) {
      refuse(arrival, BUSY);
      return;
    }
    if (arrival.endpoint().form() instanceof Form.Upload) {
      receiveUpload(arrival, caller, share);
      return;
    }
    MemoryPool.Claim memory = share.claim();
    arrival.invite();
    Body.collect(
        arrival.loop(),
        arrival.request(),
        memory,
        bodyBytes,
        pace,
        time,
        end -> {
          if (!(end instanceof Body.End.Whole)) {
            share.leave();
          }
          switch (end) {
            case Body.End.Whole(byte[] bytes) ->
                start(arrival.received(ids.next(), caller, bytes), memory, share, reply);
            case Body.End.TooLong ignored -> refuse(arrival, tooLong());
            case Body.End.NoRoom(Failure why) -> refuse(arrival, why);
            case Body.End.Malformed ignored -> {
              answer(MALFORMED, arrival);
              arrival.hangUp();
            }
            case Body.End.TooSlow ignored -> {
              reply.send(GatewayAnswers.tooSlow(arrival.endpoint().dialect(), "body", ids.next()));
              arrival.hangUp();
            }
            case Body.End.Broken ignored -> reply.abort();
          }
        });
  }

  // Nothing but a window of it is ever here.
  private void receiveUpload(Arrival arrival, Authenticated caller, RequestAdmission.Share share) {
    MemoryPool.Claim memory = share.claim();
    UploadStream body = UploadStream.of(arrival.loop(), arrival.request(), pace, MALFORMED, time);
    arrival.invite();
    GatewayRequest request = arrival.coming(ids.next(), caller, body);
    THREADS.newThread(() -> serveUpload(request, arrival, body, memory, share)).start();
  }

  private void serveUpload(
      GatewayRequest received,
      Arrival arrival,
      UploadStream body,
      MemoryPool.Claim memory,
      RequestAdmission.Share share) {
    HttpReply reply = arrival.reply();
    try (memory) {
      serve(received, reply, () -> memory.reserve(MemoryPool.WINDOW));
    } finally {
      body.close();
      if (body.spoilt()) {
        arrival.hangUp();
      } else {
        arrival.loop().run(() -> connections.refused(arrival.vertx(), arrival.request()));
      }
      share.leave();
    }
  }

  private void refuse(Arrival arrival, Failure failure) {
    answer(failure, arrival);
    connections.refused(arrival.vertx(), arrival.request());
  }

  private void answer(Failure failure, Arrival arrival) {
    Dialect dialect = arrival.endpoint().dialect();
    arrival.reply().send(GatewayAnswers.refused(dialect, failure, ids.next()));
  }

  private Failure tooLong() {
    return Failure.of(
        FailureCode.TOO_LARGE, "the body is longer than %d bytes".formatted(bodyBytes));
  }

  private void start(
      GatewayRequest received,
      MemoryPool.Claim memory,
      RequestAdmission.Share share,
      HttpReply reply) {
    THREADS.newThread(() -> serve(received, memory, share, reply)).start();
  }

  private void serve(
      GatewayRequest received,
      MemoryPool.Claim memory,
      RequestAdmission.Share share,
      HttpReply reply) {
    try (memory) {
      serve(received, reply, () -> values.reserve(received.question().body(), memory));
    } finally {
      share.leave();
    }
  }

  private void serve(GatewayRequest received, HttpReply reply, Runnable reserving) {
    watch.over(
        received.endpoint(),
        received.headers(),
        reply,
        () -> {
          try {
            reserving.run();
          } catch (CallFailedException e) {
            Dialect dialect = received.endpoint().dialect();
            reply.send(GatewayAnswers.refused(dialect, e.failure(), received.id()));
            return;
          }
          doors.serve(received, reply);
        });
  }
}

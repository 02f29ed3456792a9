package io.auterity.platform.transport;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply. Everything happens on the event loop that owns it, except {@link
 * #abort}, which may come from anywhere: it first marks the exchange and then reads how far it has
 * come, while the loop first notes how far it has come and then looks for the mark, so a request
 * that was told not to have been applied is never sent.
 */
final class HttpExchange {

  /** Methods whose requests carry a length even when the body is empty. */
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final HttpClient client;
  private final EventLoop loop;
  private final RequestOptions options;
  private final byte[] body;
  private final String authority;
  private final ReplySink sink;
  private final ReplyHeaders headers;
  private final ExchangeWatch watch;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean sent;
  private boolean answered;
  private EventLoop.@Nullable Alarm alarm;
  private @Nullable HttpClientRequest request;

  HttpExchange(
      HttpClient client,
      EventLoop loop,
      RequestOptions options,
      byte[] body,
      String authority,
      ReplySink sink,
      ReplyHeaders headers,
      ExchangeWatch watch) {
    this.client = client;
    this.loop = loop;
    this.options = options;
    this.body = body;
    this.authority = authority;
    this.sink = sink;
    this.headers = headers;
    this.watch = watch;
  }

  /** Begins; {@code longest} from now it is aborted if it is not over. */
  void start(Duration longest) {
    loop.run(() -> begin(longest));
  }

  // A caller waits for an end, whatever goes wrong.
  private void begin(Duration longest) {
    if (over.get()) {
      return;
    }
    try {
      alarm = loop.after(longest, this::timeIsOver);
      client.request(options).onComplete(this::connected);
    } catch (RuntimeException e) {
      fail(unreachable(e));
    }
  }

  private void timeIsOver() {
    abort(FailureCode.TIMEOUT, "the reply did not %s in time".formatted(answered ? "end" : "come"));
  }

  /** The headers of its reply. */
  Map<String, List<String>> headers(HttpClientResponse response) {
    return headers.of(response.headers());
  }

  /** Runs something on its loop, soon. */
  void run(Runnable work) {
    loop.run(work);
  }

  /** Runs something on its loop after that time; called on it. */
  EventLoop.Alarm after(Duration time, Runnable action) {
    return loop.after(time, action);
  }

  /** Lets the peer send that many more pieces. */
  void fetch(HttpClientResponse response, int pieces) {
    loop.run(() -> response.fetch(pieces));
  }

  /** Ends the exchange and closes its connection, unless it is over. */
  void abort(FailureCode code, String message) {
    abort(Failure.of(code, message));
  }

  /** The same with a failure of which only the exchange knows whether it was sent. */
  void abort(Failure why) {
    if (over.compareAndSet(false, true)) {
      end(why.withApplied(sent ? Applied.UNKNOWN : Applied.NO));
      loop.run(this::reset);
    }
  }

  private void connected(AsyncResult<HttpClientRequest> result) {
    if (result.failed()) {
      fail(unreachable(result.cause()));
      return;
    }
    request = result.result();
    sent = true;
    if (over.get()) {
      reset();
    } else {
      watch.sent();
      send(result.result()).onComplete(this::replied);
    }
  }

  private Future<HttpClientResponse> send(HttpClientRequest ready) {
    boolean bodiless = body.length == 0 && !WITH_BODY.contains(options.getMethod());
    return bodiless ? ready.send() : ready.send(Buffer.buffer(body));
  }

  private void replied(AsyncResult<HttpClientResponse> result) {
    if (result.failed()) {
      fail(broken(result.cause()));
      return;
    }
    HttpClientResponse response = result.result();
    answered = true;
    watch.replied(response);
    response.exceptionHandler(cause -> fail(broken(cause)));
    response.handler(
        bytes -> {
          watch.heard();
          sink.data(bytes);
        });
    response.endHandler(ignored -> complete());
    sink.head(this, response);
  }

  private void complete() {
    if (over.compareAndSet(false, true)) {
      disarm();
      watch.ended(null);
      sink.end();
    }
  }

  private void fail(Failure failure) {
    if (over.compareAndSet(false, true)) {
      disarm();
      end(failure);
    }
  }

  private void end(Failure failure) {
    watch.ended(failure);
    sink.failed(new CallFailedException(failure));
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void reset() {
    disarm();
    if (request != null) {
      request.reset();
    }
  }

  private Failure unreachable(Throwable cause) {
    return Failure.of(
        NetworkFault.isOfThePlatform(cause) ? FailureCode.SATURATED : FailureCode.UNAVAILABLE,
        "cannot connect to %s: %s".formatted(authority, NetworkFault.told(cause)));
  }

  private Failure broken(Throwable cause) {
    return Failure.of(
            FailureCode.UNAVAILABLE,
            "the connection to %s broke: %s".formatted(authority, NetworkFault.told(cause)))
        .withApplied(Applied.UNKNOWN);
  }
}

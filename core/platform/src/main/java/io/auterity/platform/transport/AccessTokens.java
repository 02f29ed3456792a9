package io.auterity.platform.transport;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of one provider (RFC 6749). The first use asks for one; a use shortly before it
 * expires asks for the next one, while the others go on with what there is. One request is under
 * way at a time, and whoever waits shares what comes of it, unless its caller gave up.
 */
public final class AccessTokens {

  private static final JsonReader JSON = new JsonReader(100_000);

  /** What RFC 6750 lets a token consist of. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** RFC 6749, 5.2: names of errors are of these. */
  private static final Pattern ERROR = Pattern.compile("[\\x20-\\x7E]{1,200}");

  /** Of an answer that does not say how long its token lasts. */
  private static final long USUAL_SECONDS = 300;

  /** A token is not used in its last moments: the request has a way to go. */
  private static final long LAST_MOMENTS = Duration.ofSeconds(10).toNanos();

  private static final long MOST_AHEAD = Duration.ofMinutes(5).toNanos();
  private static final int SHARE_AHEAD = 5;

  /** How long a renewal may keep a caller who has a token already. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long NEXT_TRY = Duration.ofSeconds(30).toNanos();

  /** A token that is refused when it is younger is not the reason. */
  private static final long YOUNG = Duration.ofSeconds(30).toNanos();

  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** Failures of whoever happened to ask, which say nothing to the others. */
  private static final Set<FailureCode> OF_THE_ASKER =
      EnumSet.of(FailureCode.CANCELLED, FailureCode.TIMEOUT);

  private final Supplier<String> secret;
  private final Function<String, TokenGrant> reader;
  private final Transport transport;
  private final Time time;
  private final UnaryOperator<String> hidden;
  private final AtomicReference<@Nullable CompletableFuture<Issued>> flight =
      new AtomicReference<>();
  private volatile @Nullable Known known;
  private volatile @Nullable Issued issued;
  private volatile long nextTry = Long.MIN_VALUE;

  /** A secret and what was read in it. */
  private record Known(String secret, TokenGrant grant) {}

  /** A token; times are those of the clock's nanoseconds. */
  private record Issued(TokenGrant grant, String text, long at, long lasts) {

    boolean usable(long now) {
      return now - at < lasts - LAST_MOMENTS;
    }

    boolean fresh(long now) {
      return now - at < lasts - Math.max(LAST_MOMENTS, Math.min(MOST_AHEAD, lasts / SHARE_AHEAD));
    }
  }

  /**
   * Tokens by a secret.
   *
   * @param reader takes a grant from the secret; fails with {@code invalid}
   * @param transport reaches the token endpoint and nothing else, without a credential
   * @param hidden is told what no text may tell from now on
   */
  public AccessTokens(
      Supplier<String> secret,
      Function<String, TokenGrant> reader,
      Transport transport,
      Time time,
      UnaryOperator<String> hidden) {
    this.secret = secret;
    this.reader = reader;
    this.transport = transport;
    this.time = time;
    this.hidden = hidden;
  }

  /** Fails when the secret is none that tokens could be asked with. */
  void check() {
    grant();
  }

  /**
   * A token to use now.
   *
   * @throws CallFailedException {@code unauthenticated} when the endpoint gives none, and as the
   *     transport does
   */
  String current(Call call) {
    TokenGrant grant = grant();
    long now = time.nanos();
    Issued last = issued;
    if (last == null || !last.grant().equals(grant) || !last.usable(now)) {
      return asked(grant, call).text();
    }
    return last.fresh(now) || now < nextTry ? last.text() : renewed(last, grant, call).text();
  }

  /** A peer refused the token, which may have been revoked. */
  void refused() {
    Issued last = issued;
    if (last != null && time.nanos() - last.at() > YOUNG) {
      issued = null;
    }
  }

  private TokenGrant grant() {
    String value = secret.get();
    Known last = known;
    if (last == null || !last.secret().equals(value)) {
      last = new Known(value, reader.apply(value));
      known = last;
    }
    return last.grant();
  }

  private Issued renewed(Issued last, TokenGrant grant, Call call) {
    CompletableFuture<Issued> mine = new CompletableFuture<>();
    if (flight.get() != null || !flight.compareAndSet(null, mine)) {
      return last;
    }
    try {
      return fly(mine, grant, new TokenCall(call, PATIENCE));
    } catch (CallFailedException e) {
      nextTry = time.nanos() + NEXT_TRY;
      return last;
    }
  }

  private Issued asked(TokenGrant grant, Call call) {
    while (true) {
      CompletableFuture<Issued> mine = new CompletableFuture<>();
      CompletableFuture<Issued> other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return flyUnlessDone(mine, grant, call);
      }
      Optional<Issued> shared = joined(other, call).filter(token -> token.grant().equals(grant));
      if (shared.isPresent()) {
        return shared.get();
      }
    }
  }

  // Another flight may have ended since the token was looked for.
  private Issued flyUnlessDone(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    Issued last = issued;
    if (last != null && last.grant().equals(grant) && last.usable(time.nanos())) {
      flight.set(null);
      mine.complete(last);
      return last;
    }
    return fly(mine, grant, new TokenCall(call, call.remaining()));
  }

  private Issued fly(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    try {
      Issued token = ask(grant, call);
      issued = token;
      flight.set(null);
      mine.complete(token);
      return token;
    } catch (RuntimeException | Error e) {
      flight.set(null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** What comes of another's request; empty when it is to be asked again. */
  private static Optional<Issued> joined(CompletableFuture<Issued> other, Call call) {
    CompletableFuture<Issued> waiting = other.copy();
    call.onCancel(
        () ->
            waiting.completeExceptionally(
                new CallFailedException(FailureCode.CANCELLED, "the caller has gone")));
    try {
      return Optional.of(waiting.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new CallFailedException(FailureCode.TIMEOUT, "no access token came in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    } catch (ExecutionException e) {
      Failure failure = failure(e.getCause());
      if (call.cancelled() || !OF_THE_ASKER.contains(failure.code())) {
        throw new CallFailedException(failure);
      }
      return Optional.empty();
    }
  }

  private static Failure failure(@Nullable Throwable cause) {
    return cause instanceof CallFailedException failed
        ? failed.failure()
        : Failure.of(FailureCode.INTERNAL, "asking for an access token broke");
  }

  private Issued ask(TokenGrant grant, Call call) {
    byte[] form =
        grant.form(time.now()).entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    WireRequest request =
        new WireRequest(
            "POST",
            grant.endpoint(),
            Map.of(
                "content-type", List.of("application/x-www-form-urlencoded"),
                "accept", List.of("application/json")),
            form);
    long at = time.nanos();
    WireResponse reply = send(request, call);
    Json.Obj said = object(reply.body());
    if (!reply.succeeded()) {
      throw refused(grant, reply, said);
    }
    String token = said.text("access_token");
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "%s answered %d without an access token for %s"
              .formatted(grant.endpoint().getHost(), reply.status(), grant.account()));
    }
    return new Issued(grant, hidden.apply(token), at, Duration.ofSeconds(seconds(said)).toNanos());
  }

  /** Whatever comes of it, nothing of what the token is for was sent. */
  private WireResponse send(WireRequest request, Call call) {
    try {
      return transport.send(request, call);
    } catch (CallFailedException e) {
      throw new CallFailedException(e.failure().withApplied(Applied.NO));
    }
  }

  private CallFailedException refused(TokenGrant grant, WireResponse reply, Json.Obj said) {
    FailureCode code =
        reply.status() == TOO_MANY
            ? FailureCode.RATE_LIMITED
            : reply.status() < SERVER_ERROR ? FailureCode.UNAUTHENTICATED : FailureCode.UNAVAILABLE;
    String error =
        List.of("error", "error_description").stream()
            .map(said::text)
            .filter(text -> text != null && ERROR.matcher(text).matches())
            .collect(Collectors.joining(": "));
    Failure failure =
        Failure.of(
            code,
            "%s gives %s no access token: %d%s"
                .formatted(
                    grant.endpoint().getHost(),
                    grant.account(),
                    reply.status(),
                    error.isEmpty() ? "" : ", " + error));
    return new CallFailedException(
        reply
            .header("retry-after")
            .flatMap(text -> RetryAfter.parse(text, time.now()))
            .map(RetryAfter::heeded)
            .map(failure::withRetryAfter)
            .orElse(failure));
  }

  private static Json.Obj object(byte[] body) {
    try {
      return JSON.read(body) instanceof Json.Obj object ? object : Json.EMPTY;
    } catch (CallFailedException e) {
      return Json.EMPTY;
    }
  }

  /** Also of those who write the number as a text. */
  private static long seconds(Json.Obj said) {
    return switch (said.get("expires_in")) {
      case Json.Int(long value) when value > 0 -> Math.min(value, TimeUnit.DAYS.toSeconds(365));
      case Json.Str(String text) when text.matches("[1-9][0-9]{0,6}") -> Long.parseLong(text);
      case null, default -> USUAL_SECONDS;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A call's time and end for a request of our own, which is no part of what the call sends. */
  private record TokenCall(Call call, Duration most) implements Call {

    @Override
    public String capability() {
      return call.capability();
    }

    @Override
    public Duration remaining() {
      Duration left = call.remaining();
      return left.compareTo(most) < 0 ? left : most;
    }

    @Override
    public boolean cancelled() {
      return call.cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
      call.onCancel(action);
    }

    @Override
    public void pause(Duration duration) {
      call.pause(duration);
    }

    @Override
    public Optional<String> idempotencyKey() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> labels() {
      return call.labels();
    }

    @Override
    public Optional<String> traceparent() {
      return call.traceparent();
    }

    @Override
    public void meter(String unit, long quantity) {
      // A token is not what the call uses.
    }

    @Override
    public ProviderContext provider() {
      return call.provider();
    }
  }
}

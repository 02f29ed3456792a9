package io.auterity.platform.transport;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.AuthForm.TakenBack;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks one endpoint for tokens and reads its answers (RFC 6749, section 5). */
public final class TokenEndpoint {

  /** Field of a failure: the endpoint's own name of what is wrong. */
  public static final String ERROR_FIELD = "oauthError";

  private static final JsonReader JSON = new JsonReader(100_000);

  /** What RFC 6750 lets a token consist of. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern REFRESH = Pattern.compile("[\\x21-\\x7E]{1,20000}");

  /** Names of errors are such; whatever else it says may repeat what it was shown. */
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  /** What some say of a token that is good no more, where RFC 7009 has them say nothing. */
  private static final Set<String> NO_TOKEN = Set.of("invalid_token", "invalid_grant");

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final Transport transport;
  private final Time time;
  private final UnaryOperator<String> hidden;

  /**
   * An endpoint.
   *
   * @param transport reaches it and nothing else, without a credential
   * @param hidden is told what no text may tell from now on
   */
  public TokenEndpoint(Transport transport, Time time, UnaryOperator<String> hidden) {
    this.transport = transport;
    this.time = time;
    this.hidden = hidden;
  }

  /** No text tells it from now on. */
  public void hide(String token) {
    var _ = hidden.apply(token);
  }

  Time time() {
    return time;
  }

  /**
   * Asks for tokens.
   *
   * @param before what was kept until now; null when nothing was
   * @throws CallFailedException {@code unauthenticated} when the endpoint gives none, and as the
   *     transport does
   */
  TokenStore.Kept ask(TokenGrant grant, TokenStore.@Nullable Kept before, Call call) {
    return ask(grant, grant.request(time.now(), before), before, call);
  }

  /**
   * Asks for the tokens of a grant with a request of its own.
   *
   * @param before what was kept until now; null when nothing was
   * @throws CallFailedException as {@link #ask(TokenGrant, TokenStore.Kept, Call)} does
   */
  public TokenStore.Kept ask(
      TokenGrant grant, WireRequest request, TokenStore.@Nullable Kept before, Call call) {
    Instant at = time.now();
    request.headers().getOrDefault("authorization", List.of()).forEach(this::hide);
    WireResponse reply = send(request, call);
    Json.Obj said = object(reply.body());
    // Some say what is wrong with a status of success.
    if (!reply.succeeded() || said.text("error") != null) {
      throw refused(grant, reply, said);
    }
    String token = grant.token(said);
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "%s answered %d without an access token for %s"
              .formatted(request.uri().getHost(), reply.status(), grant.account()));
    }
    String refresh = refresh(said, before);
    GrantDetails told = GrantDetails.of(said, before == null ? null : before.told(), at);
    return new TokenStore.Kept(
        grant.identity(), hidden.apply(token), refresh, at, expires(said, grant, at), false, told);
  }

  // An endpoint that gives no other one lets the one before be used again.
  private @Nullable String refresh(Json.Obj said, TokenStore.@Nullable Kept before) {
    String refresh = said.text("refresh_token");
    if (refresh != null && REFRESH.matcher(refresh).matches()) {
      return hidden.apply(refresh);
    }
    return before == null ? null : before.refresh();
  }

  /**
   * Gives a token back.
   *
   * @param taken when it counts as taken
   * @return what the vendor answered where the token may still be good; null where it is not
   */
  public @Nullable String revoke(WireRequest request, TakenBack taken, Call call) {
    WireResponse reply = send(request, call);
    Json.Obj said = object(reply.body());
    String error = said.text("error");
    boolean good = error == null ? !done(reply, said, taken) : !gone(reply, error, taken);
    if (!good) {
      return null;
    }
    boolean named = error != null && ERROR.matcher(error).matches();
    return "it answered %d%s".formatted(reply.status(), named ? ", " + error : "");
  }

  private static boolean done(WireResponse reply, Json.Obj said, TakenBack taken) {
    boolean says = taken.field() == null || Json.of(true).equals(said.get(taken.field()));
    return reply.succeeded() && says;
  }

  private static boolean gone(WireResponse reply, String error, TakenBack taken) {
    boolean plain = reply.succeeded() || reply.status() == BAD_REQUEST;
    return (NO_TOKEN.contains(error) && plain)
        || (taken.errors().contains(error) && reply.status() < SERVER_ERROR);
  }

  /** Sends a token request; whatever its result, nothing of what the token is for was sent. */
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
    String name = said.text("error");
    String error = name != null && ERROR.matcher(name).matches() ? name : null;
    Failure failure =
        Failure.of(
            code,
            "%s gives %s no access token: %d%s"
                .formatted(
                    grant.endpoint().getHost(),
                    grant.account(),
                    reply.status(),
                    error == null ? "" : ", " + error));
    Failure named = error == null ? failure : failure.withFields(Map.of(ERROR_FIELD, error));
    return new CallFailedException(
        reply
            .header("retry-after")
            .flatMap(text -> RetryAfter.parse(text, time.now()))
            .map(RetryAfter::heeded)
            .map(named::withRetryAfter)
            .orElse(named));
  }

  private static Json.Obj object(byte[] body) {
    try {
      return JSON.read(body) instanceof Json.Obj object ? object : Json.EMPTY;
    } catch (CallFailedException e) {
      return Json.EMPTY;
    }
  }

  private static Instant expires(Json.Obj said, TokenGrant grant, Instant at) {
    String moment = said.text("expires_at");
    if (moment != null) {
      try {
        return Instant.parse(moment);
      } catch (DateTimeParseException e) {
        return at.plus(grant.usualLife());
      }
    }
    return at.plus(seconds(said.get("expires_in"), grant.usualLife()));
  }

  /** Also of those who write the number as a text. */
  private static Duration seconds(@Nullable Json said, Duration usual) {
    return switch (said) {
      case Json.Int(long value) when value > 0 ->
          Duration.ofSeconds(Math.min(value, TimeUnit.DAYS.toSeconds(365)));
      case Json.Str(String text) when text.matches("[1-9][0-9]{0,6}") ->
          Duration.ofSeconds(Long.parseLong(text));
      case null, default -> usual;
    };
  }
}

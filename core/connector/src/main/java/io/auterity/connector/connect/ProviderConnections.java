package io.auterity.connector.connect;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.provider.life.AuthorizationCodeFlow;
import io.auterity.provider.token.RevocationJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Connects providers and ends that. What a caller asked for is kept sealed under the hash of a
 * state that they take to the vendor and bring back; it is good once, for ten minutes, and for
 * them.
 */
public final class ProviderConnections {

  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  /** How long at least the result of one is told. */
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  private static final JsonReader JSON = new JsonReader(10_000);
  private static final int BYTES = 32;
  private static final String CONNECTED = "connected";
  private static final String PROVIDER = "provider";
  private static final String BORN = "born";
  private static final String ORIGIN = "origin";
  private static final String PLACE = "place";
  private static final Pattern ATTEMPT = Pattern.compile("[0-9a-f]{64}");

  private final BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements;
  private final RevocationJob returns;
  private final TokenVault vault;
  private final ChangeAudit audit;
  private final Time time;
  private final RandomGenerator random;
  private final BiConsumer<TenantScope, String> changed;

  /**
   * Connections.
   *
   * @param agreements by tenant and provider; fails with {@code not_found} or {@code unsupported}
   * @param changed is told of each provider that was connected or no longer is
   */
  public ProviderConnections(
      BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements,
      RevocationJob returns,
      TokenVault vault,
      ChangeAudit audit,
      Time time,
      RandomGenerator random,
      BiConsumer<TenantScope, String> changed) {
    this.agreements = agreements;
    this.returns = returns;
    this.vault = vault;
    this.audit = audit;
    this.time = time;
    this.random = random;
    this.changed = changed;
  }

  /**
   * A connection that a caller asked for.
   *
   * @param attempt by which it is asked how it went; it does not suffice to finish it
   * @param authorize where they agree
   * @param expires when that is too late
   */
  public record Begun(String attempt, URI authorize, Instant expires) {

    @Override
    public String toString() {
      return "connection until " + expires;
    }
  }

  /**
   * Begins to connect a provider on behalf of the principal that acts.
   *
   * @param redirect where the vendor sends them afterwards
   * @param origin scheme, host and port under which this server was asked
   * @throws CallFailedException {@code not_found}, {@code unsupported}
   */
  public Begun begin(
      TenantScope scope, AuditedAct act, String provider, String redirect, String origin) {
    String state = fresh();
    String verifier = fresh();
    AuthorizationCodeFlow agreement = agreements.apply(scope, provider);
    URI authorize = agreement.authorize(redirect, state, verifier);
    Instant now = time.now();
    Json.Obj asked =
        Json.EMPTY
            .with(PROVIDER, Json.of(provider))
            .with("who", Json.of(act.who().id().toString()))
            .with("verifier", Json.of(verifier))
            .with("redirect", Json.of(redirect))
            .with(ORIGIN, Json.of(origin))
            .with(PLACE, Json.of(agreement.place()))
            .with(BORN, Json.of(now.toString()));
    vault.ask(
        scope,
        hash(state),
        new String(JsonWriter.bytes(asked), StandardCharsets.UTF_8),
        now.minus(KNOWN_FOR),
        tx -> audit.write(tx, act, change(provider, null, "asked for")));
    came(scope, hash(state), asked, Stage.WAITING, null);
    return new Begun(hash(state), authorize, now.plus(GOOD_FOR));
  }

  /**
   * What a vendor gave the person who agreed.
   *
   * @param code null where it gave none
   * @param error null where it told none
   * @param issuer as it names itself (RFC 9207); null where it does not
   */
  public record Answer(
      String state, @Nullable String code, @Nullable String error, @Nullable String issuer) {

    /** Without the code, as it may be told. */
    @Override
    public String toString() {
      return "answer of a vendor";
    }
  }

  /**
   * Finishes a connection that the principal that acts has begun.
   *
   * @param origin scheme, host and port under which the answer reached this server
   * @return the provider that is connected
   * @throws CallFailedException {@code invalid} when it was not asked for, or too long ago; {@code
   *     forbidden} when another caller asked for it, it came under another host, or the vendor's
   *     answer is no; {@code conflict} when the provider was changed so that the code would go
   *     elsewhere; {@code unauthenticated}
   */
  public String finish(TenantScope scope, AuditedAct act, Answer answer, String origin) {
    String attempt = hash(answer.state());
    Json.Obj asked =
        vault
            .take(scope, attempt)
            .map(ProviderConnections::object)
            .filter(each -> good(Instant.parse(text(each, BORN))))
            .orElseThrow(ProviderConnections::unknown);
    try {
      requireSameHost(asked, origin);
      String provider = finished(scope, act, asked, answer);
      came(scope, attempt, asked, Stage.CONNECTED, null);
      return provider;
    } catch (CallFailedException e) {
      came(scope, attempt, asked, Stage.REFUSED, e.failure().message());
      throw e;
    }
  }

  // Where it began, or where the vendor was told to send people.
  private static void requireSameHost(Json.Obj asked, String origin) {
    String within = origin + "/";
    boolean same =
        origin.equals(asked.text(ORIGIN))
            || text(asked, "redirect").regionMatches(true, 0, within, 0, within.length());
    if (!same) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "the vendor's answer came under another host than the one where this was begun: begin"
              + " again, under %s".formatted(asked.text(ORIGIN)));
    }
  }

  private void came(
      TenantScope scope, String attempt, Json.Obj asked, Stage stage, @Nullable String reason) {
    Json.Obj came =
        Json.EMPTY
            .with(PROVIDER, Json.of(text(asked, PROVIDER)))
            .with(BORN, Json.of(text(asked, BORN)))
            .with("stage", Json.of(stage.name()));
    Json.Obj whole = reason == null ? came : came.with("reason", Json.of(reason));
    vault.came(scope, attempt, new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8));
  }

  /** How far an attempt to connect has come. */
  public enum Stage {
    /** No person has agreed yet. */
    WAITING,
    CONNECTED,
    /** It was refused, or failed. */
    REFUSED,
    /** No person agreed in time. */
    EXPIRED
  }

  /**
   * An attempt to connect.
   *
   * @param reason why it was refused; null where it was not
   */
  public record Attempt(String provider, Stage stage, @Nullable String reason) {}

  /**
   * How an attempt went, told for an hour at least.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Attempt attempt(TenantScope scope, String attempt) {
    if (!ATTEMPT.matcher(attempt).matches()) {
      throw unknownAttempt();
    }
    return vault
        .cameOf(scope, attempt)
        .map(text -> attempt(object(text)))
        .orElseThrow(ProviderConnections::unknownAttempt);
  }

  private Attempt attempt(Json.Obj said) {
    Stage stage = Stage.valueOf(text(said, "stage"));
    boolean late = stage == Stage.WAITING && !good(Instant.parse(text(said, BORN)));
    return new Attempt(text(said, PROVIDER), late ? Stage.EXPIRED : stage, said.text("reason"));
  }

  private static CallFailedException unknownAttempt() {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "no such attempt to connect is known: it is under way, or was long ago");
  }

  private String finished(TenantScope scope, AuditedAct act, Json.Obj asked, Answer answer) {
    String code = answer.code();
    String error = answer.error();
    if (!text(asked, "who").equals(act.who().id().toString())) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "another caller asked for this connection: sign in as that caller, and begin again");
    }
    String provider = text(asked, PROVIDER);
    if (code == null || error != null) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "the vendor of provider '%s' does not agree: %s"
              .formatted(provider, error == null ? "it gave no code" : plain(error)));
    }
    AuthorizationCodeFlow agreement = agreements.apply(scope, provider);
    if (!agreement.place().equals(asked.text(PLACE))) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "provider '%s' was changed after this was begun: its vendor, its client or what it asks"
                  .formatted(provider)
              + " for is another one now, which is not shown the code: begin again");
    }
    if (answer.issuer() != null && !agreement.isOf(answer.issuer())) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "the vendor of provider '%s' was asked, and another one answered: begin again"
              .formatted(provider));
    }
    returns.replacing(
        scope,
        provider,
        agreement,
        () -> agreement.exchange(code, text(asked, "verifier"), text(asked, "redirect")),
        tx -> audit.write(tx, act, change(provider, null, CONNECTED)));
    changed.accept(scope, provider);
    return provider;
  }

  /**
   * Ends the connection of a provider: forgets its tokens, whatever has become of the provider, and
   * gives them back where the vendor takes them, which is tried again for a week where it did not.
   *
   * @return whether the vendor knows that they are good no more
   * @throws CallFailedException {@code not_found}, {@code unsupported} when there are none and it
   *     has nothing to connect
   */
  public boolean end(TenantScope scope, AuditedAct act, String provider) {
    AuthorizationCodeFlow agreement =
        vault.read(scope, provider).isEmpty()
            ? agreements.apply(scope, provider)
            : known(scope, provider);
    boolean revoked =
        returns.end(
            scope,
            provider,
            agreement,
            tx -> audit.write(tx, act, change(provider, CONNECTED, null)));
    changed.accept(scope, provider);
    return revoked;
  }

  private @Nullable AuthorizationCodeFlow known(TenantScope scope, String provider) {
    try {
      return agreements.apply(scope, provider);
    } catch (CallFailedException e) {
      // Its secret or its connector is gone, or its credential is another one now.
      return null;
    }
  }

  private boolean good(Instant born) {
    return time.now().isBefore(born.plus(GOOD_FOR));
  }

  private String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String state) {
    return HexFormat.of().formatHex(Sha256.of(state));
  }

  private static String plain(String error) {
    return error.matches("[a-z_]{1,60}") ? error : "it refused";
  }

  private static AuditedChange change(
      String provider, @Nullable String before, @Nullable String after) {
    return new AuditedChange("provider/%s/connection".formatted(provider), before, after);
  }

  private static Json.Obj object(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Json.Obj asked, String name) {
    return Objects.requireNonNull(asked.text(name), name);
  }

  private static CallFailedException unknown() {
    return new CallFailedException(
        FailureCode.INVALID,
        "this connection was not asked for, was finished already, or was asked for more than ten"
            + " minutes ago: begin again");
  }
}

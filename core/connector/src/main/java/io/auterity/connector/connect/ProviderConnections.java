package io.auterity.connector.connect;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.provider.life.VendorAgreement;
import io.auterity.platform.provider.token.ProviderTokens;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenShelf;
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
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Connects providers and ends that. What somebody asked for is kept sealed under the hash of a
 * state that they take to the vendor and bring back; it is good once, for ten minutes, and for
 * them.
 */
public final class ProviderConnections {

  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final JsonReader JSON = new JsonReader(10_000);
  private static final int BYTES = 32;
  private static final String CONNECTED = "connected";

  private final BiFunction<TenantScope, String, VendorAgreement> agreements;
  private final ProviderTokens tokens;
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
      BiFunction<TenantScope, String, VendorAgreement> agreements,
      ProviderTokens tokens,
      TokenVault vault,
      ChangeAudit audit,
      Time time,
      RandomGenerator random,
      BiConsumer<TenantScope, String> changed) {
    this.agreements = agreements;
    this.tokens = tokens;
    this.vault = vault;
    this.audit = audit;
    this.time = time;
    this.random = random;
    this.changed = changed;
  }

  /**
   * A connection that somebody asked for.
   *
   * @param authorize where they agree
   * @param expires when that is too late
   */
  public record Begun(URI authorize, Instant expires) {

    @Override
    public String toString() {
      return "connection until " + expires;
    }
  }

  /**
   * Begins to connect a provider on behalf of whoever acts.
   *
   * @param redirect where the vendor sends them afterwards
   * @throws CallFailedException {@code not_found}, {@code unsupported}
   */
  public Begun begin(TenantScope scope, AuditedAct act, String provider, String redirect) {
    String state = fresh();
    String verifier = fresh();
    URI authorize = agreements.apply(scope, provider).authorize(redirect, state, verifier);
    Instant now = time.now();
    Json.Obj asked =
        Json.EMPTY
            .with("provider", Json.of(provider))
            .with("who", Json.of(act.who().id().toString()))
            .with("verifier", Json.of(verifier))
            .with("redirect", Json.of(redirect))
            .with("born", Json.of(now.toString()));
    vault.ask(
        scope,
        hash(state),
        new String(JsonWriter.bytes(asked), StandardCharsets.UTF_8),
        now.minus(GOOD_FOR),
        tx -> audit.write(tx, act, change(provider, null, "asked for")));
    return new Begun(authorize, now.plus(GOOD_FOR));
  }

  /**
   * Finishes what whoever acts has begun.
   *
   * @param code that the vendor gave them; null where it gave none
   * @param error of the vendor; null where it told none
   * @return the provider that is connected
   * @throws CallFailedException {@code invalid} when nobody asked for it, or too long ago; {@code
   *     forbidden} when somebody else did, or the vendor's answer is no; {@code unauthenticated}
   */
  public String finish(
      TenantScope scope,
      AuditedAct act,
      String state,
      @Nullable String code,
      @Nullable String error) {
    Json.Obj asked =
        vault
            .take(scope, hash(state))
            .map(text -> JSON.readObject(text.getBytes(StandardCharsets.UTF_8)))
            .filter(each -> good(Instant.parse(text(each, "born"))))
            .orElseThrow(ProviderConnections::unknown);
    if (!text(asked, "who").equals(act.who().id().toString())) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "somebody else asked for this connection: sign in as they did, and begin again");
    }
    String provider = text(asked, "provider");
    if (code == null || error != null) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "the vendor of provider '%s' does not agree: %s"
              .formatted(provider, error == null ? "it gave no code" : plain(error)));
    }
    VendorAgreement agreement = agreements.apply(scope, provider);
    TokenShelf.Kept given =
        agreement.exchange(code, text(asked, "verifier"), text(asked, "redirect"));
    tokens.keep(
        scope,
        provider,
        agreement.life(),
        given,
        tx -> audit.write(tx, act, change(provider, null, CONNECTED)));
    changed.accept(scope, provider);
    return provider;
  }

  /**
   * Ends the connection of a provider: forgets its tokens, whatever has become of the provider, and
   * gives them back where the vendor takes them.
   *
   * @return whether the vendor knows that they are good no more
   * @throws CallFailedException {@code not_found}, {@code unsupported} when there are none and it
   *     has nothing to connect
   */
  public boolean end(TenantScope scope, AuditedAct act, String provider) {
    if (vault.read(scope, provider).isEmpty()) {
      var _ = agreements.apply(scope, provider);
    }
    Optional<TokenShelf.Kept> had =
        tokens.forget(
            scope, provider, tx -> audit.write(tx, act, change(provider, CONNECTED, null)));
    boolean revoked = had.map(kept -> revoked(scope, provider, kept)).orElse(true);
    changed.accept(scope, provider);
    return revoked;
  }

  private boolean revoked(TenantScope scope, String provider, TokenShelf.Kept kept) {
    try {
      return agreements.apply(scope, provider).revoke(kept);
    } catch (CallFailedException e) {
      // Its secret or its connector is gone, or its credential is another one now.
      return false;
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

  private static String text(Json.Obj asked, String name) {
    return Objects.requireNonNull(asked.text(name), name);
  }

  private static CallFailedException unknown() {
    return new CallFailedException(
        FailureCode.INVALID,
        "nobody asked for this connection, it was finished already, or that was more than ten"
            + " minutes ago: begin again");
  }
}

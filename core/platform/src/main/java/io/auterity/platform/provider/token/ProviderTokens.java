package io.auterity.platform.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.OwnCall;
import io.auterity.platform.transport.TokenShelf;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tokens of all providers, one text for each in the vault. */
public final class ProviderTokens {

  /** Raised once when somebody has to connect a provider again. */
  public static final String LOST = "io.auterity.provider.connection_lost.v1";

  private static final JsonReader JSON = new JsonReader(100_000);
  private static final String FORGETTING = "provider.disconnect";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final TokenVault vault;
  private final ToLongFunction<TenantScope> changes;
  private final Outbox outbox;
  private final Ids ids;
  private final Time time;

  /**
   * Tokens in a vault.
   *
   * @param changes a number that is another one when a secret of the tenant may have changed
   */
  public ProviderTokens(
      TokenVault vault, ToLongFunction<TenantScope> changes, Outbox outbox, Ids ids, Time time) {
    this.vault = vault;
    this.changes = changes;
    this.outbox = outbox;
    this.ids = ids;
    this.time = time;
  }

  /** Those of a provider, of which another one that had its name before has none. */
  public TokenShelf of(TenantScope scope, String provider, long life) {
    return new Shelf(scope, provider, life);
  }

  /**
   * Keeps what a person agreed to.
   *
   * @param life of the provider
   * @param also done in the same transaction
   */
  public void keep(
      TenantScope scope, String provider, long life, Kept given, Consumer<Transaction> also) {
    vault.replace(scope, provider, new Shelf(scope, provider, life).text(given), also);
  }

  /**
   * Forgets what a person agreed to, whichever provider of that name it was for. Waits a while for
   * whoever renews it just now, so that what they are given is forgotten too.
   *
   * @param also done in the same transaction
   * @return what was kept
   */
  public Optional<Kept> forget(TenantScope scope, String provider, Consumer<Transaction> also) {
    OwnCall patience = new OwnCall(FORGETTING, time, PATIENCE);
    while (patience.remaining().compareTo(LOOK) > 0) {
      Optional<Optional<String>> text =
          vault.alone(scope, provider, () -> vault.forget(scope, provider, also));
      if (text.isPresent()) {
        return text.get().map(ProviderTokens::read);
      }
      patience.pause(LOOK);
    }
    // Who renews it finds that it is gone, and keeps nothing.
    return vault.forget(scope, provider, also).map(ProviderTokens::read);
  }

  private static Json.Obj object(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean of(Json.Obj said, long life) {
    return Json.of(life).equals(said.get("life"));
  }

  private static Kept read(String text) {
    Json.Obj said = object(text);
    return new Kept(
        field(said, "for"),
        field(said, "access"),
        said.text("refresh"),
        Instant.parse(field(said, "issued")),
        Instant.parse(field(said, "expires")),
        Json.of(true).equals(said.get("lost")));
  }

  private static String field(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }

  private final class Shelf implements TokenShelf {

    private final TenantScope scope;
    private final String provider;
    private final long life;

    Shelf(TenantScope scope, String provider, long life) {
      this.scope = scope;
      this.provider = provider;
      this.life = life;
    }

    @Override
    public @Nullable Kept read() {
      return vault.read(scope, provider).map(this::kept).orElse(null);
    }

    @Override
    public boolean keep(@Nullable Kept before, Kept tokens) {
      return replace(before, tokens, tx -> {});
    }

    private boolean replace(@Nullable Kept before, Kept tokens, Consumer<Transaction> also) {
      return vault.replaceIf(
          scope,
          provider,
          text -> Objects.equals(before, text.map(this::kept).orElse(null)),
          Optional.of(text(tokens)),
          also);
    }

    @Override
    public void forgetFormer() {
      var _ =
          vault.replaceIf(
              scope,
              provider,
              text -> text.filter(there -> !of(object(there), life)).isPresent(),
              Optional.empty(),
              tx -> {});
    }

    @Override
    public void lost(Kept before, String reason) {
      CloudEvent event =
          new CloudEvent(
              ids.next(),
              LOST,
              "/providers",
              provider,
              scope.tenant(),
              time.now(),
              Json.EMPTY.with("provider", Json.of(provider)).with("reason", Json.of(reason)));
      var _ = replace(before, before.asLost(), tx -> outbox.append(tx, event));
    }

    @Override
    public <T> Optional<T> alone(Supplier<T> work) {
      return vault.alone(scope, provider, work);
    }

    @Override
    public long changes() {
      return changes.applyAsLong(scope);
    }

    private String text(Kept tokens) {
      Json.Obj text =
          Json.EMPTY
              .with("life", Json.of(life))
              .with("for", Json.of(tokens.identity()))
              .with("access", Json.of(tokens.access()))
              .with("issued", Json.of(tokens.issued().toString()))
              .with("expires", Json.of(tokens.expires().toString()))
              .with("lost", Json.of(tokens.lost()));
      String refresh = tokens.refresh();
      Json.Obj whole = refresh == null ? text : text.with("refresh", Json.of(refresh));
      return new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8);
    }

    private @Nullable Kept kept(String text) {
      return of(object(text), life) ? ProviderTokens.read(text) : null;
    }
  }
}

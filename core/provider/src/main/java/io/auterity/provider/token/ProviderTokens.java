package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tokens of all providers, one text for each in the vault. */
public final class ProviderTokens {

  /** Raised once when a provider has to be connected again. */
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
  private volatile Unkept unkept = (scope, provider, life, given) -> {};

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

  /** Takes tokens over that a provider was given too late to keep them. */
  @FunctionalInterface
  public interface Unkept {
    void of(TenantScope scope, String provider, long life, Kept given);
  }

  /** Has tokens taken over that a provider was given too late to keep them. */
  public void whenUnkept(Unkept taker) {
    unkept = taker;
  }

  /** Those of a provider, of which another one that had its name before has none. */
  public TokenStore of(TenantScope scope, String provider, long life) {
    return new Shelf(scope, provider, life);
  }

  /**
   * Keeps what a person agreed to.
   *
   * @param life of the provider
   * @param also done in the same transaction, of what was kept until then
   */
  public void keep(
      TenantScope scope,
      String provider,
      long life,
      Kept given,
      BiConsumer<Transaction, Optional<Kept>> also) {
    String text = new Shelf(scope, provider, life).text(given);
    var _ = replaced(scope, provider, Optional.of(text), also);
  }

  /**
   * Forgets what a person agreed to, whichever provider of that name it was for. Waits a while for
   * a server that renews it just now, so that what they are given is forgotten too.
   *
   * @param also done of what was kept, if anything was, in the same transaction
   */
  public void forget(
      TenantScope scope, String provider, BiConsumer<Transaction, Optional<Kept>> also) {
    var _ = unrenewed(scope, provider, () -> replaced(scope, provider, Optional.empty(), also));
  }

  private boolean unrenewed(TenantScope scope, String provider, Supplier<Boolean> work) {
    InternalCall patience = new InternalCall(FORGETTING, time, PATIENCE);
    while (patience.remaining().compareTo(LOOK) > 0) {
      Optional<Boolean> done = vault.alone(scope, provider, work);
      if (done.isPresent()) {
        return done.get();
      }
      patience.pause(LOOK);
    }
    // Who renews it finds that it is gone, and keeps nothing.
    return work.get();
  }

  private boolean replaced(
      TenantScope scope,
      String provider,
      Optional<String> next,
      BiConsumer<Transaction, Optional<Kept>> also) {
    AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());
    return vault.replaceIf(
        scope,
        provider,
        text -> {
          found.set(text);
          return true;
        },
        next,
        tx -> also.accept(tx, found.get().map(ProviderTokens::read)));
  }

  /**
   * Takes away what one of the providers that have had the name was given, if that is kept. Waits
   * for a server that renews it as {@link #forget} does.
   *
   * @param life of that provider
   * @param also done in the same transaction
   * @return whether it was kept
   */
  public boolean take(
      TenantScope scope, String provider, long life, BiConsumer<Transaction, Kept> also) {
    return unrenewed(scope, provider, () -> taken(scope, provider, life, also));
  }

  /**
   * Takes away what a provider was given where it cannot be read, so that its name is free.
   *
   * @param also done in the same transaction
   */
  public void dropUnreadable(TenantScope scope, String provider, Consumer<Transaction> also) {
    vault.dropUnreadable(scope, provider, also);
  }

  private boolean taken(
      TenantScope scope, String provider, long life, BiConsumer<Transaction, Kept> also) {
    AtomicReference<@Nullable String> found = new AtomicReference<>();
    return vault.replaceIf(
        scope,
        provider,
        text -> {
          text.filter(there -> of(object(there), life)).ifPresent(found::set);
          return found.get() != null;
        },
        Optional.empty(),
        tx -> also.accept(tx, read(Objects.requireNonNull(found.get()))));
  }

  private static Json.Obj object(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean of(Json.Obj said, long life) {
    return Json.of(life).equals(said.get("life"));
  }

  private static Kept read(String text) {
    return SealedTokenFormat.read(object(text));
  }

  private final class Shelf implements TokenStore {

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
    public void unkept(Kept given) {
      unkept.of(scope, provider, life, given);
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
      Json.Obj whole = SealedTokenFormat.json(tokens).with("life", Json.of(life));
      return new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8);
    }

    private @Nullable Kept kept(String text) {
      return of(object(text), life) ? ProviderTokens.read(text) : null;
    }
  }
}

package io.auterity.platform.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.provider.life.WayBack;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are to be given back to their vendors: sealed until those have answered, and put here
 * in the transaction that takes them from their provider.
 */
public final class OwedTokens {

  private static final JsonReader JSON = new JsonReader(200_000);

  private final TokenVault vault;
  private final Ids ids;
  private final Time time;

  public OwedTokens(TokenVault vault, Ids ids, Time time) {
    this.vault = vault;
    this.ids = ids;
    this.time = time;
  }

  /**
   * Tokens that are owed.
   *
   * @param life which of the providers that have had the name had them
   * @param tokens null while their provider has them, which is about to go
   * @param tries how often their vendor was asked to take them
   * @param next when it is asked again
   */
  public record Owed(
      String id,
      String provider,
      long life,
      WayBack way,
      @Nullable Kept tokens,
      Instant born,
      int tries,
      Instant next) {

    /** The same that is to be tried again. */
    public Owed again(Instant at) {
      return new Owed(id, provider, life, way, tokens, born, tries + 1, at);
    }

    Owed having(Kept given) {
      return new Owed(id, provider, life, way, given, born, tries, next);
    }

    @Override
    public String toString() {
      return "tokens of provider '%s', owed since %s".formatted(provider, born);
    }
  }

  /** Those of a provider that is about to go, which still has them. */
  public void prepare(TenantScope scope, String provider, long life, WayBack way) {
    put(scope, made(provider, life, way, null));
  }

  private Owed made(String provider, long life, WayBack way, @Nullable Kept tokens) {
    Instant now = time.now();
    return new Owed(ids.next().toString(), provider, life, way, tokens, now, 0, now);
  }

  /** Takes tokens over that go from their provider in this transaction. */
  public Owed add(
      Transaction tx, TenantScope scope, String provider, long life, WayBack way, Kept tokens) {
    Owed owed = made(provider, life, way, tokens);
    vault.owe(tx, scope, owed.id(), text(owed));
    return owed;
  }

  /** Takes those over for which this was prepared. */
  public Owed add(Transaction tx, TenantScope scope, Owed prepared, Kept tokens) {
    Owed owed = prepared.having(tokens);
    vault.owe(tx, scope, owed.id(), text(owed));
    return owed;
  }

  /** Keeps another state of some. */
  public void put(TenantScope scope, Owed owed) {
    vault.owe(scope, owed.id(), text(owed));
  }

  /** Forgets some. */
  public void end(TenantScope scope, Owed owed, Consumer<Transaction> also) {
    vault.settle(scope, owed.id(), also);
  }

  /** All of a tenant. */
  public List<Owed> of(TenantScope scope) {
    return vault.owed(scope).stream()
        .flatMap(id -> vault.readOwed(scope, id).map(text -> read(id, text)).stream())
        .toList();
  }

  /** Some as they are now; empty when their vendor has taken them. */
  public Optional<Owed> of(TenantScope scope, Owed owed) {
    return vault.readOwed(scope, owed.id()).map(text -> read(owed.id(), text));
  }

  /** Tenants that owe any. */
  public List<TenantScope> tenants() {
    return vault.owing();
  }

  /** Does something while nobody else does for these, on any server; empty when somebody does. */
  public <T> Optional<T> alone(TenantScope scope, Owed owed, Supplier<T> work) {
    return vault.alone(scope, owed.id(), work);
  }

  private static String text(Owed owed) {
    Json.Obj said =
        Json.EMPTY
            .with("provider", Json.of(owed.provider()))
            .with("life", Json.of(owed.life()))
            .with("way", owed.way().json())
            .with("born", Json.of(owed.born().toString()))
            .with("tries", Json.of(owed.tries()))
            .with("next", Json.of(owed.next().toString()));
    Kept tokens = owed.tokens();
    Json.Obj whole = tokens == null ? said : said.with("tokens", KeptTokenForm.json(tokens));
    return new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8);
  }

  private static Owed read(String id, String text) {
    Json.Obj said = JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
    return new Owed(
        id,
        field(said, "provider"),
        number(said, "life"),
        WayBack.read((Json.Obj) Objects.requireNonNull(said.get("way"))),
        said.get("tokens") instanceof Json.Obj tokens ? KeptTokenForm.read(tokens) : null,
        Instant.parse(field(said, "born")),
        Math.toIntExact(number(said, "tries")),
        Instant.parse(field(said, "next")));
  }

  private static long number(Json.Obj said, String name) {
    return said.get(name) instanceof Json.Int(long value) ? value : 0;
  }

  private static String field(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }
}

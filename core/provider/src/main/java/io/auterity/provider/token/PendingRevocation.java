package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.Job;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Pending revocations of tokens at their vendors: sealed until those have answered, and put here in
 * the transaction that takes them from their provider.
 */
public final class PendingRevocation {

  private static final JsonReader JSON = new JsonReader(200_000);

  private final PendingVendorRequests requests;
  private final Ids ids;
  private final Time time;

  public PendingRevocation(PendingVendorRequests requests, Ids ids, Time time) {
    this.requests = requests;
    this.ids = ids;
    this.time = time;
  }

  /**
   * A pending revocation of tokens.
   *
   * @param life which of the providers that have had the name had them
   * @param way null where it is not known how to revoke them
   * @param tokens null while their provider has them, which is about to go
   * @param tries how often a server of the version before this one asked their vendor
   * @param next before that it is not asked
   */
  public record Owed(
      String id,
      String provider,
      long life,
      @Nullable TokenRevocationRequest way,
      @Nullable Kept tokens,
      Instant born,
      int tries,
      Instant next) {

    /** The same, not to be tried before a time. */
    public Owed notBefore(Instant at) {
      return next.isAfter(at) ? this : new Owed(id, provider, life, way, tokens, born, tries, at);
    }

    Owed having(Kept given) {
      return new Owed(id, provider, life, way, given, born, tries, next);
    }

    @Override
    public String toString() {
      return "tokens of provider '%s', to be revoked since %s".formatted(provider, born);
    }
  }

  /**
   * Those of a provider that is about to go, which still has them.
   *
   * @param way null where it is not known how to revoke them
   */
  public void prepare(
      TenantScope scope, String provider, long life, @Nullable TokenRevocationRequest way) {
    store(scope, made(provider, life, way, null));
  }

  private void store(TenantScope scope, Owed owed) {
    requests.put(scope, owed.id(), owed.provider(), owed.next(), text(owed));
  }

  private void store(Transaction tx, TenantScope scope, Owed owed, Instant due) {
    requests.put(tx, scope, owed.id(), owed.provider(), due, text(owed));
  }

  private Owed made(
      String provider, long life, @Nullable TokenRevocationRequest way, @Nullable Kept tokens) {
    Instant now = time.now();
    return new Owed(ids.next().toString(), provider, life, way, tokens, now, 0, now);
  }

  /**
   * Adds the revocation of tokens that go from their provider in this transaction, for who adds it
   * to try at once: it is retried if that does not end it.
   */
  public Owed add(
      Transaction tx,
      TenantScope scope,
      String provider,
      long life,
      TokenRevocationRequest way,
      Kept tokens) {
    Owed owed = made(provider, life, way, tokens);
    store(tx, scope, owed, owed.next().plus(PendingVendorRequests.SOON));
    return owed;
  }

  /** Adds the revocation of tokens that no provider keeps. */
  public void add(
      TenantScope scope, String provider, long life, TokenRevocationRequest way, Kept tokens) {
    store(scope, made(provider, life, way, tokens));
  }

  /** Tells something of tokens without a pending revocation. */
  void tell(TenantScope scope, Consumer<Transaction> told) {
    requests.end(scope, ids.next().toString(), told);
  }

  /** Adds the revocation of tokens for which this was prepared. */
  public Owed add(Transaction tx, TenantScope scope, Owed prepared, Kept tokens) {
    Owed owed = prepared.having(tokens);
    store(tx, scope, owed, owed.next());
    return owed;
  }

  /**
   * Keeps another state of a pending revocation, unless it has ended.
   *
   * @param next made of its state by then, as calls that sign by the tokens renew them meanwhile
   */
  public void change(TenantScope scope, Owed owed, UnaryOperator<Owed> next) {
    String id = owed.id();
    var _ = requests.change(scope, id, text -> Optional.of(text(next.apply(read(id, text)))));
  }

  /**
   * Keeps others that were given in place of some.
   *
   * @return whether those were there still
   */
  boolean renew(TenantScope scope, Owed owed, Kept given) {
    String id = owed.id();
    return requests.change(
        scope,
        id,
        text ->
            Optional.of(read(id, text))
                .filter(now -> Objects.equals(owed.tokens(), now.tokens()))
                .map(now -> text(now.having(given))));
  }

  /**
   * Ends a pending revocation, unless other tokens were given in their place meanwhile.
   *
   * @return whether it was ended
   */
  public boolean end(TenantScope scope, Owed owed, Consumer<Transaction> also) {
    String id = owed.id();
    return requests.endIf(
        scope, id, text -> Objects.equals(owed.tokens(), read(id, text).tokens()), also);
  }

  /**
   * Ends a pending revocation in a transaction of others.
   *
   * @return whether it was pending
   */
  public boolean end(Transaction tx, Owed owed) {
    return requests.end(tx, owed.id());
  }

  /**
   * All of a tenant that can be read.
   *
   * @param unreadable is told of each that cannot
   */
  public List<Owed> of(TenantScope scope, BiConsumer<String, RuntimeException> unreadable) {
    List<Owed> all = new ArrayList<>();
    for (String id : requests.ids(scope)) {
      try {
        requests.read(scope, id).map(text -> read(id, text)).ifPresent(all::add);
      } catch (RuntimeException e) {
        unreadable.accept(id, e);
      }
    }
    return all;
  }

  /** A pending revocation as it is now; empty when it has ended. */
  public Optional<Owed> of(TenantScope scope, Owed owed) {
    return read(scope, owed.id());
  }

  /** A pending revocation; empty when it has ended. */
  Optional<Owed> read(TenantScope scope, String id) {
    return requests.read(scope, id).map(text -> read(id, text));
  }

  /** Ends one that is given up, which is returned as far as it can be read. */
  Optional<Owed> giveUp(Transaction tx, String id) {
    return requests
        .giveUp(tx, id)
        .flatMap(
            text -> {
              try {
                return Optional.of(read(id, text));
              } catch (RuntimeException e) {
                return Optional.empty();
              }
            });
  }

  /** How many of the same provider were added after one, by its job. */
  int younger(Job job) {
    return requests.younger(job);
  }

  /** Does something while no other thread does for these, on any server; empty when one does. */
  public <T> Optional<T> alone(TenantScope scope, Owed owed, Supplier<T> work) {
    return requests.alone(scope, owed.id(), work);
  }

  /**
   * The tokens of a provider that has gone, for what is still to be done with them at its vendor.
   * Others that are given for its credential meanwhile are forgotten.
   */
  public TokenStore store(TenantScope scope, String provider, long life) {
    return new RevokedTokenStore(this, scope, provider, life);
  }

  /** The last pending revocation of a provider that has gone; empty where there is none. */
  Optional<Owed> of(TenantScope scope, String provider, long life) {
    return of(scope, (id, e) -> {}).stream()
        .filter(one -> one.provider().equals(provider) && one.life() == life)
        .filter(one -> one.tokens() != null)
        .max(Comparator.comparing(Owed::born));
  }

  private static String text(Owed owed) {
    Json.Obj said =
        Json.EMPTY
            .with("provider", Json.of(owed.provider()))
            .with("life", Json.of(owed.life()))
            .with("born", Json.of(owed.born().toString()))
            .with("tries", Json.of(owed.tries()))
            .with("next", Json.of(owed.next().toString()));
    TokenRevocationRequest way = owed.way();
    Json.Obj known = way == null ? said : said.with("way", way.json());
    Kept tokens = owed.tokens();
    Json.Obj whole = tokens == null ? known : known.with("tokens", SealedTokenFormat.json(tokens));
    return new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8);
  }

  private static Owed read(String id, String text) {
    Json.Obj said = JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
    return new Owed(
        id,
        field(said, "provider"),
        number(said, "life"),
        said.get("way") instanceof Json.Obj way ? TokenRevocationRequest.read(way) : null,
        said.get("tokens") instanceof Json.Obj tokens ? SealedTokenFormat.read(tokens) : null,
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

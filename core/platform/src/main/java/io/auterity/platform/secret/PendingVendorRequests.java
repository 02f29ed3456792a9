package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Pending requests to vendors, made when something of theirs goes here: texts of one sort, each
 * sealed under an id until its vendor has answered, with all that is needed to ask it then.
 */
public final class PendingVendorRequests {

  private final TokenVault vault;
  private final LatestValues values;
  private final Sort sort;

  PendingVendorRequests(TokenVault vault, LatestValues values, Sort sort) {
    this.vault = vault;
    this.values = values;
    this.sort = sort;
  }

  /** The sort of a pending request. The engine looks for them by how their names begin. */
  public enum Sort {
    /** Tokens that are to be revoked. */
    TOKENS("revoke/"),
    /** Hooks that are to be removed. */
    HOOKS("unhook/");

    private final String start;

    Sort(String start) {
      this.start = start;
    }
  }

  private String name(String id) {
    return sort.start + id;
  }

  /** Stores a pending request in place of what was there, in the caller's transaction. */
  public void owe(Transaction tx, TenantScope scope, String id, String text) {
    values.put(tx, scope, name(id), text);
  }

  /** Stores a pending request in place of what was there. */
  public void owe(TenantScope scope, String id, String text) {
    values.replace(scope, name(id), text, tx -> {});
  }

  /**
   * Stores another state of a request, unless it is pending no more.
   *
   * @param also done in the same transaction
   */
  public void stillOwe(TenantScope scope, String id, String text, Consumer<Transaction> also) {
    var _ = values.replaceIf(scope, name(id), Optional::isPresent, Optional.of(text), also);
  }

  /**
   * Stores another state of a pending request, made of the one that it has by then.
   *
   * @param next what follows it; empty to leave it as it is
   * @return whether another is stored
   */
  public boolean change(TenantScope scope, String id, Function<String, Optional<String>> next) {
    return values.change(scope, name(id), next);
  }

  /** The ids of a tenant's pending requests. */
  public List<String> ids(TenantScope scope) {
    return values.names(scope, sort.start).stream()
        .map(name -> name.substring(sort.start.length()))
        .toList();
  }

  /** A pending request; empty when it is pending no more. */
  public Optional<String> read(TenantScope scope, String id) {
    return values.read(scope, name(id));
  }

  /**
   * Deletes a request that is settled.
   *
   * @param also done in the same transaction
   */
  public void settle(TenantScope scope, String id, Consumer<Transaction> also) {
    var _ = values.take(scope, name(id), also);
  }

  /**
   * Deletes a request that is settled, unless it is another one by then.
   *
   * @param still whether it is what was settled
   * @param also done in the same transaction
   * @return whether it was deleted
   */
  public boolean settleIf(
      TenantScope scope, String id, Predicate<String> still, Consumer<Transaction> also) {
    return values.replaceIf(
        scope, name(id), text -> text.filter(still).isPresent(), Optional.empty(), also);
  }

  /**
   * Deletes a request that is settled, in the caller's transaction.
   *
   * @return whether it was pending
   */
  public boolean settle(Transaction tx, String id) {
    return values.drop(tx, name(id));
  }

  /** Tenants that have pending requests. */
  public List<TenantScope> tenants() {
    return vault.tenantsOf(sort.start);
  }

  /**
   * Runs work under the lock of a pending request, which holds on all servers; empty when another
   * caller holds it, or too many requests are settled at the moment.
   */
  public <T> Optional<T> alone(TenantScope scope, String id, Supplier<T> work) {
    return vault.withPending(scope, id, work);
  }
}

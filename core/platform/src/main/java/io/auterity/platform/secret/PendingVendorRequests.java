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
 * What is owed to vendors when something of theirs goes here: texts of one sort, each sealed under
 * an id until its vendor has answered, with all that is needed to ask it then.
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

  /** What for. The engine looks for them by how their names begin. */
  public enum Sort {
    /** Tokens that go back. */
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

  /** Keeps what is owed in place of what was there, in a transaction of others. */
  public void owe(Transaction tx, TenantScope scope, String id, String text) {
    values.put(tx, scope, name(id), text);
  }

  /** Keeps what is owed in place of what was there. */
  public void owe(TenantScope scope, String id, String text) {
    values.replace(scope, name(id), text, tx -> {});
  }

  /**
   * Keeps another state of what is owed, unless it is owed no more.
   *
   * @param also done in the same transaction
   */
  public void stillOwe(TenantScope scope, String id, String text, Consumer<Transaction> also) {
    var _ = values.replaceIf(scope, name(id), Optional::isPresent, Optional.of(text), also);
  }

  /**
   * Keeps another state of what is owed, of whatever it is by then.
   *
   * @param next what follows it; empty to leave it as it is
   * @return whether another is kept
   */
  public boolean change(TenantScope scope, String id, Function<String, Optional<String>> next) {
    return values.change(scope, name(id), next);
  }

  /** The ids of what a tenant owes. */
  public List<String> ids(TenantScope scope) {
    return values.names(scope, sort.start).stream()
        .map(name -> name.substring(sort.start.length()))
        .toList();
  }

  /** What is owed; empty when it is no more. */
  public Optional<String> read(TenantScope scope, String id) {
    return values.read(scope, name(id));
  }

  /**
   * Forgets what is owed no more.
   *
   * @param also done in the same transaction
   */
  public void settle(TenantScope scope, String id, Consumer<Transaction> also) {
    var _ = values.take(scope, name(id), also);
  }

  /**
   * Forgets what is owed no more, unless it is something else by then.
   *
   * @param still whether it is what was settled
   * @param also done in the same transaction
   * @return whether it was forgotten
   */
  public boolean settleIf(
      TenantScope scope, String id, Predicate<String> still, Consumer<Transaction> also) {
    return values.replaceIf(
        scope, name(id), text -> text.filter(still).isPresent(), Optional.empty(), also);
  }

  /**
   * Forgets what is owed no more, in a transaction of others.
   *
   * @return whether it was owed
   */
  public boolean settle(Transaction tx, String id) {
    return values.drop(tx, name(id));
  }

  /** Tenants that owe anything. */
  public List<TenantScope> tenants() {
    return vault.tenantsOf(sort.start);
  }

  /**
   * Does something while nobody else does for what is owed under an id, on any server; empty when
   * somebody does, or too much that is owed is settled at the moment.
   */
  public <T> Optional<T> alone(TenantScope scope, String id, Supplier<T> work) {
    return vault.aloneOwed(scope, id, work);
  }
}

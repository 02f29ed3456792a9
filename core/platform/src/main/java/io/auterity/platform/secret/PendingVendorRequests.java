package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.secret.store.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Pending requests to vendors, made when something of theirs goes here: texts of one sort, each
 * sealed under an id until its vendor has answered, with all that is needed to ask it then. Each
 * has a background job, which asks.
 */
public final class PendingVendorRequests {

  /** How long a vendor may take to answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** When a request is looked at again that something else keeps. */
  public static final Duration SOON = Duration.ofMinutes(1);

  private final TokenVault vault;
  private final LatestValues values;
  private final Sort sort;
  private final JobQueue jobs;

  PendingVendorRequests(TokenVault vault, LatestValues values, Sort sort, JobQueue jobs) {
    this.vault = vault;
    this.values = values;
    this.sort = sort;
    this.jobs = jobs;
  }

  /** The sort of a pending request, by which its name begins. */
  public enum Sort {
    /** Tokens that are to be revoked. */
    TOKENS("revoke/", "token.revocation"),
    /** Hooks that are to be removed. */
    HOOKS("unhook/", "webhook.removal");

    private final String start;
    private final String job;

    Sort(String start, String job) {
      this.start = start;
      this.job = job;
    }

    /** The name of the kind of background job, with a request's id as subject. */
    public String job() {
      return job;
    }

    /** Adds jobs for requests that a server of the version before this one stored. */
    public EngineStatement former() {
      return switch (this) {
        case TOKENS -> SecretStore.FORMER_REVOCATIONS;
        case HOOKS -> SecretStore.FORMER_HOOK_REMOVALS;
      };
    }
  }

  private String name(String id) {
    return sort.start + id;
  }

  /**
   * Stores a pending request in place of what was there, in the caller's transaction.
   *
   * @param provider whose vendor is asked
   * @param due when
   */
  public void put(
      Transaction tx, TenantScope scope, String id, String provider, Instant due, String text) {
    values.put(tx, scope, name(id), text);
    jobs.add(tx, sort.job, id, provider, due);
  }

  /** Stores a pending request in place of what was there. */
  public void put(TenantScope scope, String id, String provider, Instant due, String text) {
    values.replace(scope, name(id), text, tx -> jobs.add(tx, sort.job, id, provider, due));
  }

  /**
   * Stores another state of a request, unless it is pending no more.
   *
   * @param also done in the same transaction
   */
  public void replace(TenantScope scope, String id, String text, Consumer<Transaction> also) {
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
   * Deletes a request whose vendor has answered.
   *
   * @param also done in the same transaction
   */
  public void end(TenantScope scope, String id, Consumer<Transaction> also) {
    var _ = values.take(scope, name(id), also.andThen(tx -> jobs.end(tx, sort.job, id)));
  }

  /**
   * The same, unless it is another one by then.
   *
   * @param still whether it is what its vendor has answered
   * @param also done in the same transaction
   * @return whether it was deleted
   */
  public boolean endIf(
      TenantScope scope, String id, Predicate<String> still, Consumer<Transaction> also) {
    return values.replaceIf(
        scope,
        name(id),
        text -> text.filter(still).isPresent(),
        Optional.empty(),
        also.andThen(tx -> jobs.end(tx, sort.job, id)));
  }

  /**
   * Deletes a request in the caller's transaction.
   *
   * @return whether it was pending
   */
  public boolean end(Transaction tx, String id) {
    boolean pending = values.drop(tx, name(id));
    jobs.end(tx, sort.job, id);
    return pending;
  }

  /** The same of one that is given up, which is returned as far as it can be read. */
  public Optional<String> giveUp(Transaction tx, String id) {
    return values.take(tx, name(id));
  }

  /** How many of the same provider were added after one, by its job. */
  public int younger(Job job) {
    return vault.inTenant(job.scope(), tx -> jobs.younger(tx, job));
  }

  /**
   * Runs work under the lock of a pending request, which holds on all servers; empty when another
   * caller holds it, or too many requests are under way at the moment.
   */
  public <T> Optional<T> alone(TenantScope scope, String id, Supplier<T> work) {
    return vault.withPending(scope, id, work);
  }
}

package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.transport.InternalCall;
import io.auterity.provider.life.RemovedProvider;
import io.auterity.provider.token.PendingRevocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.HookSweep.Patience;
import io.auterity.webhook.PendingHookRemoval.Hook;
import io.auterity.webhook.PendingHookRemoval.Tries;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hook removal job: removes at their vendors the hooks of providers that have gone. They are
 * noted in the transaction that removes the provider, with what it takes to open it once more for
 * this alone, and forgotten when the vendor has answered: a server that stops in between, or a
 * vendor that is away, only delays their removal, for a week at most.
 */
public final class HookRemovalJob implements JobKind {

  private static final Logger LOG = LoggerFactory.getLogger(HookRemovalJob.class);

  private static final String LEFT = "left at its vendor, remove it there: ";
  private static final String SEALED = LEFT + "nothing that it is sealed with opens it";

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:webhook.write");

  private final WebhookParts parts;
  private final HookRecords notes;
  private final PendingVendorRequests requests;
  private final Vendors vendors;
  private final WebhookStore store = new WebhookStore();

  public HookRemovalJob(
      WebhookParts parts, HookRecords notes, PendingVendorRequests requests, Vendors vendors) {
    this.parts = parts;
    this.notes = notes;
    this.requests = requests;
    this.vendors = vendors;
  }

  /** Reaches the vendors of providers that have gone. */
  public interface Vendors {

    /**
     * The values of the secrets that a provider had, by name, as far as they are there.
     *
     * @param tx of the tenant, in which they are read
     * @throws CallFailedException while its connector is not there
     */
    Map<String, String> secrets(Transaction tx, TenantScope scope, RemovedProvider former);

    /**
     * Asks the vendor of one.
     *
     * @param secrets as it had them
     * @param most it may take to open it
     * @throws CallFailedException where it cannot be opened
     */
    <T extends @Nullable Object> T asking(
        TenantScope scope,
        RemovedProvider former,
        Map<String, String> secrets,
        Duration most,
        Function<VendorHooks, T> use);
  }

  @Override
  public String name() {
    return PendingVendorRequests.Sort.HOOKS.job();
  }

  @Override
  public List<EngineStatement> former() {
    return List.of(PendingVendorRequests.Sort.HOOKS.former());
  }

  @Override
  public JobTurn run(Job job) {
    Instant soon = parts.time().now().plus(PendingVendorRequests.SOON);
    return requests
        .alone(job.scope(), job.subject(), () -> tried(job.scope(), job.subject()))
        .orElseGet(() -> new JobTurn.Later(soon));
  }

  // Each has a connection of the database while its vendor answers.
  @Override
  public int turns() {
    return 2;
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    List<AuditedChange> left =
        requests.giveUp(tx, job.subject()).map(text -> hooks(job, text)).orElse(List.of()).stream()
            .map(hook -> told(hook, LEFT + failure.message()))
            .toList();
    return new GivenUp(ACT, left.isEmpty() ? List.of(unreadable(job)) : left);
  }

  private static List<Hook> hooks(Job job, String text) {
    try {
      return PendingHookRemoval.read(job.subject(), text).hooks();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  // Its id says of which provider.
  private static AuditedChange unreadable(Job job) {
    return new AuditedChange("provider/" + job.subject(), "hooks at its vendor", SEALED);
  }

  /**
   * Notes, in the transaction that removes a provider, what its vendor has of its webhooks, with
   * the secrets that it takes to remove them: those may go next, as nothing seems to use them any
   * more.
   */
  public void dropping(Transaction tx, TenantScope scope, RemovedProvider former) {
    owe(tx, scope, former, known(tx, former));
  }

  /**
   * Notes, in the transaction that leads a provider to another vendor, what the former one has of
   * its webhooks. Those are nothing at the next, which may know another hook by the same id.
   */
  public void moving(Transaction tx, TenantScope scope, RemovedProvider former) {
    List<Hook> hooks = known(tx, former);
    owe(tx, scope, former, hooks);
    // Also a registration that cannot be read: its hook is none of the next vendor's.
    store.list(tx, former.id()).forEach(row -> store.putRegistration(tx, row.id(), null));
  }

  private List<Hook> known(Transaction tx, RemovedProvider former) {
    return store.list(tx, former.id()).stream().flatMap(row -> known(tx, row).stream()).toList();
  }

  private void owe(Transaction tx, TenantScope scope, RemovedProvider former, List<Hook> hooks) {
    if (hooks.isEmpty()) {
      return;
    }
    Instant now = parts.time().now();
    String id = startOf(former.id(), former.life()) + parts.ids().next();
    PendingHookRemoval owed =
        new PendingHookRemoval(id, former, Map.of(), hooks, new Tries(now, 0, now));
    requests.put(tx, scope, id, former.id(), now, withSecrets(tx, scope, owed).text());
    told(tx, hooks, "to be removed at its vendor");
  }

  private List<Hook> known(Transaction tx, WebhookRow row) {
    try {
      HookRegistration told = notes.registration(row);
      return told == null ? List.of() : List.of(new Hook(row.id(), told));
    } catch (SecretsRefusedException e) {
      e.requireLost();
      LOG.warn(
          "What the vendor of provider '{}' has of a webhook cannot be read.", row.provider(), e);
      parts.audit().write(tx, ACT, WebhookAddresses.changed(row.id(), "at its vendor", SEALED));
      return List.of();
    }
  }

  // Ids say of whom, so that nothing has to be opened to know it.
  private static String startOf(String provider, long life) {
    return "%s/%d/".formatted(provider, life);
  }

  /** Whether something of a provider that has gone is still to be done with its tokens. */
  public boolean needs(TenantScope scope, PendingRevocation.Owed owed) {
    String start = startOf(owed.provider(), owed.life());
    return requests.ids(scope).stream().anyMatch(id -> id.startsWith(start));
  }

  private JobTurn tried(TenantScope scope, String id) {
    PendingHookRemoval noted =
        requests.read(scope, id).map(text -> PendingHookRemoval.read(id, text)).orElse(null);
    if (noted == null) {
      return new JobTurn.Done();
    }
    if (noted.tried().next().isAfter(parts.time().now())) {
      return new JobTurn.Later(noted.tried().next());
    }
    PendingHookRemoval owed = noted.isComplete() ? noted : completed(scope, noted);
    List<Hook> left = new ArrayList<>();
    Failure trouble = asked(scope, owed, left);
    if (trouble != null) {
      later(scope, owed, left);
      throw new CallFailedException(trouble);
    }
    requests.end(scope, id, tx -> told(tx, owed.hooks(), null));
    return new JobTurn.Done();
  }

  // Those that are gone are not asked for again: of many, some are removed each time.
  private void later(TenantScope scope, PendingHookRemoval owed, List<Hook> left) {
    List<Hook> gone = owed.without(left).hooks();
    if (!gone.isEmpty()) {
      requests.replace(scope, owed.id(), owed.without(gone).text(), tx -> told(tx, gone, null));
    }
  }

  // Its connector, or a secret, was not there when it was removed.
  private PendingHookRemoval completed(TenantScope scope, PendingHookRemoval owed) {
    PendingHookRemoval known = parts.database().inTenant(scope, tx -> withSecrets(tx, scope, owed));
    if (!known.equals(owed)) {
      requests.replace(scope, owed.id(), known.text(), tx -> {});
    }
    return known;
  }

  private PendingHookRemoval withSecrets(
      Transaction tx, TenantScope scope, PendingHookRemoval owed) {
    try {
      return owed.with(vendors.secrets(tx, scope, owed.provider()));
    } catch (CallFailedException e) {
      return owed;
    }
  }

  /**
   * Asks the vendor to remove them.
   *
   * @param left gets those that it may still have
   * @return why it may; null where it has none
   */
  private @Nullable Failure asked(TenantScope scope, PendingHookRemoval owed, List<Hook> left) {
    InternalCall patience =
        new InternalCall("provider.delete", parts.time(), PendingVendorRequests.PATIENCE);
    try {
      return vendors.asking(
          scope,
          owed.provider(),
          owed.secrets(),
          patience.remaining(),
          hooks -> swept(hooks, scope, owed, patience, left));
    } catch (RuntimeException | LinkageError e) {
      left.clear();
      left.addAll(owed.hooks());
      return e instanceof CallFailedException refused ? refused.failure() : broken(owed, e);
    }
  }

  // A defect of a connector: what is tried again next time, and given up with all else.
  private static Failure broken(PendingHookRemoval owed, Throwable e) {
    LOG.warn("The connector of provider '{}' failed.", owed.provider().id(), e);
    return Failure.of(
        FailureCode.INTERNAL, "its connector failed: " + e.getClass().getSimpleName());
  }

  private static @Nullable Failure swept(
      VendorHooks hooks,
      TenantScope scope,
      PendingHookRemoval owed,
      InternalCall patience,
      List<Hook> left) {
    Patience each = () -> VendorHooks.LONGEST;
    HookSweep sweep = new HookSweep(hooks, scope, ACT, each.within(patience::remaining));
    Failure last = null;
    for (Hook hook : owed.hooks()) {
      Failure failure = sweep.all(owed.provider().id(), hook.told());
      if (failure != null) {
        left.add(hook);
        last = failure;
      }
    }
    return last;
  }

  private void told(Transaction tx, List<Hook> hooks, @Nullable String after) {
    hooks.forEach(hook -> parts.audit().write(tx, ACT, told(hook, after)));
  }

  private static AuditedChange told(Hook hook, @Nullable String after) {
    return WebhookAddresses.changed(hook.webhook(), hook.told().toString(), after);
  }
}

package io.auterity.connector.webhook;

import io.auterity.connector.webhook.HookSweep.Patience;
import io.auterity.connector.webhook.OwedHooks.Hook;
import io.auterity.connector.webhook.OwedHooks.Tries;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.connector.webhook.store.WebhookStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.provider.life.FormerProvider;
import io.auterity.platform.provider.token.OwedTokens;
import io.auterity.platform.secret.VendorDebts;
import io.auterity.platform.transport.OwnCall;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes at their vendors the hooks of providers that have gone. They are noted in the transaction
 * that removes the provider, with what it takes to open it once more for this alone, and forgotten
 * when the vendor has answered: a server that stops in between, or a vendor that is away, only puts
 * that off, for a week at most.
 */
public final class HookReturns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HookReturns.class);

  private static final Duration TICK = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration GIVEN_UP = Duration.ofDays(7);

  /** So many rows that are stuck are told of once. */
  private static final int MOST_TOLD = 1_000;

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:webhook.write");

  private final WebhookParts parts;
  private final HookNotes notes;
  private final VendorDebts debts;
  private final Vendors vendors;
  private final WebhookStore store = new WebhookStore();
  private final Set<String> stuck = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  public HookReturns(WebhookParts parts, HookNotes notes, VendorDebts debts, Vendors vendors) {
    this.parts = parts;
    this.notes = notes;
    this.debts = debts;
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
    Map<String, String> secrets(Transaction tx, TenantScope scope, FormerProvider former);

    /**
     * Asks the vendor of one.
     *
     * @param secrets as it had them
     * @param most it may take to open it
     * @throws CallFailedException where it cannot be opened
     */
    <T extends @Nullable Object> T asking(
        TenantScope scope,
        FormerProvider former,
        Map<String, String> secrets,
        Duration most,
        Function<VendorHooks, T> use);
  }

  /** Starts to remove what is owed from before, and what vendors did not remove at once. */
  public void start() {
    Thread.ofVirtual().name("hook-returns").start(this::run);
  }

  private void run() {
    try {
      do {
        tick();
      } while (!closed.await(TICK.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /**
   * Notes, in the transaction that removes a provider, what its vendor has of its webhooks, with
   * the secrets that it takes to remove them: those may go next, as nothing seems to use them any
   * more.
   */
  public void dropping(Transaction tx, TenantScope scope, FormerProvider former) {
    List<Hook> hooks =
        store.list(tx, former.id()).stream().flatMap(row -> known(row).stream()).toList();
    if (hooks.isEmpty()) {
      return;
    }
    Instant now = parts.time().now();
    String id = parts.ids().next().toString();
    OwedHooks owed = new OwedHooks(id, former, Map.of(), hooks, new Tries(now, 0, now));
    debts.owe(tx, scope, id, withSecrets(tx, scope, owed).text());
    hooks.forEach(hook -> told(tx, hook, "to be removed at its vendor"));
  }

  private List<Hook> known(WebhookRow row) {
    HookRegistration told = notes.registration(row);
    return told == null ? List.of() : List.of(new Hook(row.id(), told));
  }

  /** A provider has gone: removes what was noted for it, behind whoever removed it. */
  public void gone(TenantScope scope, String provider) {
    Thread.ofVirtual()
        .name("remove-hooks")
        .start(() -> all(scope, owed -> owed.provider().id().equals(provider)));
  }

  /** Removes what is due. What of it is stuck keeps nothing else from going. */
  public void tick() {
    try {
      debts.tenants().forEach(scope -> all(scope, owed -> true));
    } catch (RuntimeException e) {
      LOG.warn("Which hooks are to be removed could not be read: it is tried again.", e);
    }
  }

  /** A tenant whose vendors hang keeps others waiting for one of them. */
  private void all(TenantScope scope, Predicate<OwedHooks> which) {
    long end = parts.time().nanos() + PATIENCE.toNanos();
    for (String id : ids(scope)) {
      try {
        OwedHooks owed = read(scope, id);
        if (owed != null && which.test(owed) && parts.time().nanos() < end) {
          var _ = debts.alone(scope, id, () -> tried(scope, id));
        }
      } catch (RuntimeException e) {
        stuck(id, e);
      }
    }
  }

  private List<String> ids(TenantScope scope) {
    try {
      return debts.ids(scope);
    } catch (RuntimeException e) {
      stuck("tenant " + scope.tenant(), e);
      return List.of();
    }
  }

  private @Nullable OwedHooks read(TenantScope scope, String id) {
    return debts.read(scope, id).map(text -> OwedHooks.read(id, text)).orElse(null);
  }

  private void stuck(String id, RuntimeException e) {
    if (stuck.size() < MOST_TOLD && stuck.add(id)) {
      LOG.warn("Hooks that are to be removed are stuck, and tried again each minute: {}", id, e);
    }
  }

  /** Whether something of a provider that has gone is still to be done with its tokens. */
  public boolean needs(TenantScope scope, OwedTokens.Owed owed) {
    return debts.ids(scope).stream()
        .flatMap(id -> readable(scope, id).stream())
        .map(OwedHooks::provider)
        .anyMatch(of -> of.id().equals(owed.provider()) && of.life() == owed.life());
  }

  private Optional<OwedHooks> readable(TenantScope scope, String id) {
    try {
      return Optional.ofNullable(read(scope, id));
    } catch (RuntimeException e) {
      stuck(id, e);
      return Optional.empty();
    }
  }

  private boolean tried(TenantScope scope, String id) {
    Instant now = parts.time().now();
    OwedHooks noted = read(scope, id);
    if (noted == null || noted.tried().next().isAfter(now)) {
      return false;
    }
    OwedHooks owed = noted.isComplete() ? noted : completed(scope, noted);
    List<Hook> left = new ArrayList<>();
    Failure trouble = asked(scope, owed, left);
    if (trouble == null) {
      debts.settle(scope, id, tx -> owed.hooks().forEach(hook -> told(tx, hook, null)));
    } else if (owed.tried().born().plus(GIVEN_UP).isBefore(now)) {
      LOG.warn("Hooks of provider '{}' stay at its vendor.", owed.provider().id());
      String why = "left at its vendor, remove it there: " + trouble.message();
      debts.settle(
          scope,
          id,
          tx -> owed.hooks().forEach(hook -> told(tx, hook, left.contains(hook) ? why : null)));
    } else {
      LOG.info(
          "Hooks of provider '{}' are removed later: {}", owed.provider().id(), trouble.message());
      Instant next = now.plus(pause(owed.tried().count()));
      debts.stillOwe(scope, id, owed.again(next).text());
    }
    return true;
  }

  // Its connector, or a secret, was not there when it was removed.
  private OwedHooks completed(TenantScope scope, OwedHooks owed) {
    OwedHooks known = parts.database().inTenant(scope, tx -> withSecrets(tx, scope, owed));
    if (!known.equals(owed)) {
      debts.stillOwe(scope, owed.id(), known.text());
    }
    return known;
  }

  private OwedHooks withSecrets(Transaction tx, TenantScope scope, OwedHooks owed) {
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
  private @Nullable Failure asked(TenantScope scope, OwedHooks owed, List<Hook> left) {
    OwnCall patience = new OwnCall("provider.delete", parts.time(), PATIENCE);
    try {
      return vendors.asking(
          scope,
          owed.provider(),
          owed.secrets(),
          patience.remaining(),
          hooks -> swept(hooks, scope, owed, patience, left));
    } catch (RuntimeException e) {
      left.clear();
      left.addAll(owed.hooks());
      return e instanceof CallFailedException refused ? refused.failure() : broken(owed, e);
    }
  }

  // A defect of a connector: what is tried again next time, and given up with all else.
  private Failure broken(OwedHooks owed, RuntimeException e) {
    stuck(owed.id(), e);
    return Failure.of(
        FailureCode.INTERNAL, "its connector failed: " + e.getClass().getSimpleName());
  }

  private static @Nullable Failure swept(
      VendorHooks hooks, TenantScope scope, OwedHooks owed, OwnCall patience, List<Hook> left) {
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

  private void told(Transaction tx, Hook hook, @Nullable String after) {
    parts
        .audit()
        .write(tx, ACT, WebhookAddresses.changed(hook.webhook(), hook.told().toString(), after));
  }

  private static Duration pause(int tries) {
    Duration pause = TICK.multipliedBy(1L << Math.min(tries, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}

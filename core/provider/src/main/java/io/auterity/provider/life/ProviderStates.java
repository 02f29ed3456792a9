package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells tenants how their providers stand, once for each change whichever server sees it first. A
 * server tells what is new to itself alone: where two find different things of one vendor, they do
 * not contradict each other for ever. What has not been looked at yet stands as it did.
 */
public final class ProviderStates implements AutoCloseable {

  /** Raised when a provider stands in another state than its tenant was told last. */
  public static final String CHANGED = "io.auterity.provider.state_changed.v1";

  private static final Logger LOG = LoggerFactory.getLogger(ProviderStates.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String HELD = "held";

  private final Told told;
  private final ProviderRegistry registry;
  private final Outbox outbox;
  private final Ids ids;
  private final Time time;
  private final Map<TenantScope, List<ProviderInfo>> seen = new HashMap<>();
  private final Map<ProviderKey, String> states = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public ProviderStates(Told told, ProviderRegistry registry, Outbox outbox, Ids ids, Time time) {
    this.told = told;
    this.registry = registry;
    this.outbox = outbox;
    this.ids = ids;
    this.time = time;
  }

  /** What tenants were told. */
  public interface Told {

    /**
     * Notes how a provider stands now, unless its tenant was told that last or it is gone.
     *
     * @param telling done in the transaction that notes it
     * @return whether it is there
     */
    boolean change(Change change, Telling telling);
  }

  /** How a provider stands. */
  public record Change(TenantScope scope, String provider, String state, Instant at) {}

  /** Tells of a change. */
  @FunctionalInterface
  public interface Telling {
    /**
     * Tells of it.
     *
     * @param before as its tenant was told last; null when it was told nothing of this provider
     */
    void tell(Transaction tx, @Nullable String before);
  }

  /** Looks from now on how providers stand. */
  public void start() {
    Thread.ofVirtual().name("provider-states").start(this::run);
  }

  private void run() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        registry.tenants().forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // What could not be told is told with the next look. A fault of one tenant's keeps no other's.
  @SuppressWarnings({
    "CatchingUnchecked",
    "ReferenceEquality", // The table gives the same list until something changes.
  })
  private void look(TenantScope scope) {
    List<ProviderInfo> infos = registry.opened(scope);
    if (infos == seen.get(scope)) {
      return;
    }
    try {
      infos.forEach(info -> look(scope, info));
      seen.put(scope, infos);
    } catch (CallFailedException e) {
      LOG.debug("How the providers of a tenant stand is told later", e);
    } catch (RuntimeException e) {
      LOG.error("How the providers of a tenant stand could not be told; report this", e);
      seen.put(scope, infos);
    }
  }

  private void look(TenantScope scope, ProviderInfo info) {
    String state = told(info);
    ProviderKey key = new ProviderKey(scope, info.id());
    if (state == null || state.equals(states.get(key))) {
      return;
    }
    // Before it is told: a provider that goes meanwhile takes it away again.
    states.put(key, state);
    boolean there = false;
    try {
      there = told(scope, info, state);
    } finally {
      if (!there) {
        states.remove(key, state);
      }
    }
  }

  private boolean told(TenantScope scope, ProviderInfo info, String state) {
    Instant now = time.now();
    return told.change(
        new Change(scope, info.id(), state, now),
        (tx, before) -> outbox.append(tx, event(scope, info, new Step(before, state), now)));
  }

  /** A provider has gone: one of its name that comes later is told of anew. */
  public void gone(TenantScope scope, String provider) {
    states.remove(new ProviderKey(scope, provider));
  }

  /** How a provider stands; null while it has not been looked at. */
  private static @Nullable String told(ProviderInfo info) {
    if (info.state() == State.PENDING) {
      return info.awaitsConsent() ? HELD : null;
    }
    return info.state().name().toLowerCase(Locale.ROOT);
  }

  private record Step(@Nullable String before, String after) {}

  private CloudEvent event(TenantScope scope, ProviderInfo info, Step step, Instant now) {
    Json.Obj data =
        Json.EMPTY
            .with("provider", Json.of(info.id()))
            .with("connector", Json.of(info.connector()))
            .with("state", Json.of(step.after()));
    String before = step.before();
    String reason = info.reason();
    Json.Obj since = before == null ? data : data.with("before", Json.of(before));
    return new CloudEvent(
        ids.next(),
        CHANGED,
        "/providers",
        info.id(),
        scope.tenant(),
        now,
        reason == null ? since : since.with("reason", Json.of(reason)));
  }

  @Override
  public void close() {
    closing.countDown();
  }
}

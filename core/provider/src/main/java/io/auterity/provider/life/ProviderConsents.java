package io.auterity.provider.life;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.life.ReachConsents.Agreed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consents of tenants to versions of connectors that reach further than before: their providers
 * wait until the tenants agree. At every server that shares the database a consent counts as soon
 * as it is said.
 */
public final class ProviderConsents implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderConsents.class);
  private static final UUID ALL = new UUID(0, 0);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Raised once when a provider waits for its tenant's consent to what it says. */
  public static final String NEEDED = "io.auterity.provider.consent_needed.v1";

  private final ReachConsents reachConsents;
  private final ProviderRegistry registry;
  private final Outbox outbox;
  private final Ids ids;
  private final Time time;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Set<UUID> tenants = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);

  public ProviderConsents(
      ReachConsents reachConsents, ProviderRegistry registry, Outbox outbox, Ids ids, Time time) {
    this.reachConsents = reachConsents;
    this.registry = registry;
    this.outbox = outbox;
    this.ids = ids;
    this.time = time;
  }

  /**
   * What a provider waits for.
   *
   * @param plugin whose version wants it
   * @param hosts places that it would go to and does not yet; empty when it waits for nothing
   * @param credential places that would get its credential and do not yet
   * @param of names what is asked for: consent is given to exactly that
   */
  public record Wanted(
      String plugin, String version, List<String> hosts, List<String> credential, String of) {
    public Wanted {
      hosts = List.copyOf(hosts);
      credential = List.copyOf(credential);
    }

    /** Whether it waits. */
    public boolean needed() {
      return !hosts.isEmpty() || !credential.isEmpty();
    }

    static Wanted of(ProviderReach asked) {
      ConnectorReach further = asked.further();
      String what =
          "%s %s %s"
              .formatted(
                  asked.provider(),
                  new TreeSet<>(further.hosts()),
                  new TreeSet<>(further.credential()));
      return new Wanted(
          asked.plugin(),
          asked.version(),
          shown(further.hosts(), asked),
          shown(further.credential(), asked),
          HexFormat.of().formatHex(Sha256.of(what), 0, 16));
    }

    private static List<String> shown(Set<String> places, ProviderReach asked) {
      return places.stream()
          .sorted()
          .map(place -> ConnectorReach.shown(place, asked.spec().config()))
          .toList();
    }
  }

  /**
   * What a provider waits for.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Wanted wanted(TenantScope scope, String provider) {
    return Wanted.of(registry.reach(scope, provider));
  }

  /**
   * Agrees to what a provider waits for.
   *
   * @param of what {@link Wanted} said when its tenant looked
   * @throws CallFailedException {@code not_found}; {@code conflict} when it waits for nothing, or
   *     for something else by now
   */
  public Wanted agree(TenantScope scope, AuditedAct act, String provider, String of) {
    ProviderReach asked = registry.reach(scope, provider);
    Wanted wanted = Wanted.of(asked);
    if (!wanted.needed() || !wanted.of().equals(of)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          wanted.needed()
              ? "provider '%s' waits for something else by now: look at it again"
                  .formatted(provider)
              : "provider '%s' waits for no consent".formatted(provider));
    }
    Agreed agreed =
        new Agreed(provider, asked.spec().life(), asked.spec().connector(), asked.together());
    String told = "hosts %s, credential to %s".formatted(wanted.hosts(), wanted.credential());
    if (!reachConsents.put(scope, act, agreed, told)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "provider '%s' was applied anew".formatted(provider));
    }
    registry.changes().agreed(scope, agreed);
    return wanted;
  }

  /**
   * Takes back all that a tenant agreed to for a provider, which waits from then on.
   *
   * @return what it waits for
   * @throws CallFailedException {@code not_found}; {@code unsupported} when no consent is asked for
   *     its connector; {@code conflict} when nothing was agreed to
   */
  public Wanted withdraw(TenantScope scope, AuditedAct act, String provider) {
    ProviderReach asked = registry.reach(scope, provider);
    if (!asked.connector().ofFile()) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "the connector of provider '%s' is a jar's, which needs no consent".formatted(provider));
    }
    Agreed nowhere =
        new Agreed(provider, asked.spec().life(), asked.spec().connector(), ConnectorReach.NOWHERE);
    if (!reachConsents.withdraw(scope, act, nowhere)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "provider '%s' has no consent that could be taken back".formatted(provider));
    }
    registry.changes().agreed(scope, nowhere);
    return wanted(scope, provider);
  }

  private void tellHeld() {
    Set<String> now = new HashSet<>();
    for (ProviderKey key : registry.held()) {
      try {
        ProviderReach asked = registry.reach(key.scope(), key.id());
        Wanted wanted = Wanted.of(asked);
        String what =
            "%s %s %d %s"
                .formatted(key.scope().tenant(), key.id(), asked.spec().life(), wanted.of());
        if (wanted.needed() && !told.contains(what)) {
          reachConsents.tell(
              key.scope(),
              key.id(),
              asked.spec().life(),
              wanted.of(),
              tx -> outbox.append(tx, needed(key, wanted)));
        }
        now.add(what);
      } catch (CallFailedException e) {
        LOG.debug("Provider '{}' waits, which is told later.", key.id(), e);
      }
    }
    told.retainAll(now);
    told.addAll(now);
  }

  private CloudEvent needed(ProviderKey key, Wanted wanted) {
    return new CloudEvent(
        ids.next(),
        NEEDED,
        "/providers",
        key.id(),
        key.scope().tenant(),
        time.now(),
        Json.EMPTY
            .with("provider", Json.of(key.id()))
            .with("plugin", Json.of(wanted.plugin()))
            .with("version", Json.of(wanted.version()))
            .with("hosts", texts(wanted.hosts()))
            .with("credential", texts(wanted.credential()))
            .with("of", Json.of(wanted.of())));
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().<Json>map(Json::of).toList());
  }

  /** Hears from now on what is agreed to at other servers. */
  public void follow(ChangeFeed feed) {
    feed.follow(ChangeFeed.Topic.AGREEMENT, this::heard, () -> heard(ALL));
  }

  private void heard(UUID tenant) {
    tenants.add(tenant);
    news.release();
  }

  /** Takes in what is heard. */
  public void start() {
    Thread.ofVirtual().name("consents").start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        boolean _ = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        for (UUID tenant : Set.copyOf(tenants)) {
          tenants.remove(tenant);
          if (!taken(tenant)) {
            var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            heard(tenant);
          }
        }
        tellHeld();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // A fault of one tenant's must not keep what others say from being heard.
  @SuppressWarnings("CatchingUnchecked")
  private boolean taken(UUID tenant) {
    try {
      registry.tenants().stream()
          .filter(scope -> tenant.equals(ALL) || scope.tenant().equals(tenant))
          .forEach(
              scope ->
                  reachConsents
                      .all(scope)
                      .forEach(agreed -> registry.changes().agreed(scope, agreed)));
      return true;
    } catch (CallFailedException e) {
      LOG.warn("What tenants agreed to is not known here yet: {}", e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("What tenants agreed to is not known here yet; report this", e);
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    news.release();
  }
}

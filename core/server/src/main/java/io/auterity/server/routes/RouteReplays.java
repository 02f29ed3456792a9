package io.auterity.server.routes;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.relay.counterfactual.Counterfactual;
import io.auterity.relay.counterfactual.ReplayReport;
import io.auterity.relay.counterfactual.RuleSet;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Config;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays of recorded decisions that were asked for, each on a thread of its own. The latest of
 * this process are known; a tenant has one under way at a time.
 */
public final class RouteReplays {

  private static final Logger LOG = LoggerFactory.getLogger(RouteReplays.class);
  private static final int KEPT = 100;
  private static final int AT_ONCE = 200;
  private static final int CONFIGS = 64;

  private final Archive archive;
  private final Ids ids;
  private final Map<UUID, Replay> replays =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Replay> eldest) {
          return size() > KEPT && eldest.getValue().state != State.RUNNING;
        }
      };

  public RouteReplays(Archive archive, Ids ids) {
    this.archive = archive;
    this.ids = ids;
  }

  /** How far one is. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED;

    /** As it stands in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of which decisions. */
  public record Period(Instant from, Instant to) {
    private double share(Instant at) {
      double whole = to.toEpochMilli() - from.toEpochMilli();
      return whole <= 0 ? 1 : (at.toEpochMilli() - from.toEpochMilli()) / whole;
    }
  }

  /** One replay; whatever is told of it is told by its own thread. */
  static final class Replay {
    final UUID id;
    final Period period;
    private final TenantScope scope;
    volatile State state = State.RUNNING;
    volatile double progress;
    volatile @Nullable ReplayReport report;

    private Replay(UUID id, TenantScope scope, Period period) {
      this.id = id;
      this.scope = scope;
      this.period = period;
    }
  }

  /**
   * Begins one.
   *
   * @throws CallFailedException {@code conflict} while another one of the tenant is under way
   */
  Replay start(TenantScope scope, RuleSet rules, Period period) {
    Replay replay = new Replay(ids.next(), scope, period);
    synchronized (replays) {
      replays.values().stream()
          .filter(one -> one.scope.equals(scope) && one.state == State.RUNNING)
          .findFirst()
          .ifPresent(RouteReplays::busy);
      replays.put(replay.id, replay);
    }
    Thread.ofVirtual().name("replay-" + replay.id).start(() -> run(replay, rules));
    return replay;
  }

  private static void busy(Replay other) {
    throw new CallFailedException(
        FailureCode.CONFLICT,
        "replay %s is under way; wait for it, or cancel it".formatted(other.id));
  }

  Replay find(TenantScope scope, UUID id) {
    synchronized (replays) {
      Replay known = replays.get(id);
      if (known == null || !known.scope.equals(scope)) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "no such replay");
      }
      return known;
    }
  }

  /** Ends one that is under way; what it has counted so far stays. */
  void cancel(TenantScope scope, UUID id) {
    Replay replay = find(scope, id);
    synchronized (replays) {
      if (replay.state == State.RUNNING) {
        replay.state = State.CANCELLED;
      }
    }
  }

  private void run(Replay replay, RuleSet rules) {
    Counterfactual counterfactual = new Counterfactual(replay.scope, rules);
    State end = State.DONE;
    try {
      walk(replay, counterfactual);
    } catch (RuntimeException e) {
      LOG.error("Replay {} failed", replay.id, e);
      end = State.FAILED;
    }
    replay.report = counterfactual.report();
    synchronized (replays) {
      if (replay.state == State.RUNNING) {
        replay.progress = end == State.DONE ? 1 : replay.progress;
        replay.state = end;
      }
    }
  }

  private void walk(Replay replay, Counterfactual counterfactual) {
    Map<String, Optional<Config>> configs = new LinkedHashMap<>();
    UUID after = null;
    List<Decision> some;
    do {
      some = archive.walk(replay.scope, replay.period.from(), replay.period.to(), after, AT_ONCE);
      for (Decision one : some) {
        config(replay.scope, one, configs)
            .ifPresentOrElse(config -> counterfactual.add(one, config), counterfactual::unread);
      }
      if (!some.isEmpty()) {
        after = some.getLast().id();
        replay.progress = replay.period.share(some.getLast().timing().began());
      }
    } while (some.size() == AT_ONCE && replay.state == State.RUNNING);
  }

  private Optional<Config> config(
      TenantScope scope, Decision decision, Map<String, Optional<Config>> known) {
    Decision.Planning planning = decision.planning();
    if (planning == null || planning.config() == null) {
      return Optional.empty();
    }
    if (known.size() > CONFIGS) {
      known.remove(known.keySet().iterator().next());
    }
    return known.computeIfAbsent(planning.config(), digest -> archive.config(scope, decision));
  }
}

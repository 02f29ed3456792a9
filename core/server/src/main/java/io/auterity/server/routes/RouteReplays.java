package io.auterity.server.routes;

import io.auterity.insight.counterfactual.Counterfactual;
import io.auterity.insight.counterfactual.ReplayReport;
import io.auterity.insight.counterfactual.RuleSet;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Config;
import io.auterity.server.task.TenantTask;
import io.auterity.server.task.TenantTasks;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays of recorded decisions that were asked for, each on a thread of its own. */
public final class RouteReplays {

  private static final Logger LOG = LoggerFactory.getLogger(RouteReplays.class);
  private static final int AT_ONCE = 200;
  private static final int CONFIGS = 64;

  private final Archive archive;
  private final Ids ids;
  private final TenantTasks<Replay> replays = new TenantTasks<>("replay");

  public RouteReplays(Archive archive, Ids ids) {
    this.archive = archive;
    this.ids = ids;
  }

  /** Of which decisions. */
  public record Period(Instant from, Instant to) {
    private double share(Instant at) {
      double whole = to.toEpochMilli() - from.toEpochMilli();
      return whole <= 0 ? 1 : (at.toEpochMilli() - from.toEpochMilli()) / whole;
    }
  }

  /** One replay. */
  static final class Replay extends TenantTask {
    final Period period;
    volatile @Nullable ReplayReport report;

    private Replay(UUID id, TenantScope scope, Period period) {
      super(id, scope);
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
    replays.begin(
        replay,
        () -> Thread.ofVirtual().name("replay-" + replay.id()).start(() -> run(replay, rules)));
    return replay;
  }

  Replay find(TenantScope scope, String id) {
    return replays.find(scope, id);
  }

  // An edge: a caller that waits for it asks how it ended. What it has counted stays, however that
  // is.
  private void run(Replay replay, RuleSet rules) {
    Counterfactual counterfactual = new Counterfactual(replay.scope(), rules);
    boolean done = false;
    try {
      try {
        walk(replay, counterfactual);
      } finally {
        replay.report = counterfactual.report();
      }
      done = true;
    } catch (RuntimeException e) {
      LOG.error("Replay {} failed", replay.id(), e);
    } finally {
      replay.end(done);
    }
  }

  private void walk(Replay replay, Counterfactual counterfactual) {
    Map<String, Optional<Config>> configs = new LinkedHashMap<>();
    Period period = replay.period;
    UUID after = null;
    List<Decision> some;
    do {
      some = archive.walk(replay.scope(), period.from(), period.to(), after, AT_ONCE);
      for (Decision one : some) {
        config(replay.scope(), one, configs)
            .ifPresentOrElse(config -> counterfactual.add(one, config), counterfactual::unread);
      }
      after = some.isEmpty() ? after : some.getLast().id();
    } while (some.size() == AT_ONCE
        && replay.reached(period.share(some.getLast().timing().began())));
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

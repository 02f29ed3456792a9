package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.expression.DurationText;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.RunLimit;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.graph.WorkflowLimits;
import io.auterity.workflow.graph.WorkflowLimits.Debounce;
import io.auterity.workflow.graph.WorkflowLimits.StartRate;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.store.RunLimitStore;
import io.auterity.workflow.store.StartLimitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The limits of workflows: on runs at once, on the rate of starts, and the debounce of starts. Runs
 * are counted in their rows, never in a counter, which a crash could leave wrong. The limit in
 * force counts; where the workflow is gone, that of the version that a run goes by.
 */
record RunLimits(Database database, Workflows workflows) {

  /** Runs of a key that are not over. */
  static final int MOST_UNFINISHED = 10_000;

  /** Runs of a workflow that wait until no other one comes. */
  static final int MOST_SETTLING = 10_000;

  /** Keys whose first run is looked at, at one time. */
  private static final int PAGE = 1_000;

  /**
   * Whether a run may begin.
   *
   * @param settles when it may, unless another one comes by then; null where it waits for its turn
   * @param cancelled what is cancelled where it may not: those that it replaces, or itself
   */
  record Turn(boolean now, @Nullable Instant settles, List<Cancellation> cancelled) {
    Turn {
      cancelled = List.copyOf(cancelled);
    }

    private static Turn of(boolean now) {
      return new Turn(now, null, List.of());
    }
  }

  /**
   * A run that is cancelled for another one, or for a limit.
   *
   * @param by which, and why
   */
  record Cancellation(UUID run, String by) {}

  /**
   * Refuses a run that is about to be accepted and could never begin, or is to be skipped.
   *
   * @throws CallFailedException {@code conflict}; {@code rate_limited} when too many wait
   */
  void require(RunBirth run, Workflow workflow) {
    WorkflowLimits limits = workflow.limits();
    if (limits.settle() != null) {
      requireSettling(run);
    }
    if (limits.runs() != null) {
      require(run, limits.runs(), limits.settle() == null);
    }
  }

  private void requireSettling(RunBirth run) {
    int settling =
        database.inTenant(
            run.scope(), tx -> StartLimitStore.settling(tx, run.workflow(), MOST_SETTLING));
    if (settling >= MOST_SETTLING) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          "%,d runs of '%s' wait until no other one comes; try again when some have begun"
              .formatted(settling, run.workflow()));
    }
  }

  // What waits for others is skipped when it would begin: it may be the newest by then.
  private void require(RunBirth run, RunLimit limit, boolean atOnce) {
    ParentStep parent = run.parent();
    database.inTenant(
        run.scope(),
        tx -> {
          int unfinished = RunLimitStore.unfinished(tx, run, MOST_UNFINISHED);
          if (atOnce
              && limit.otherwise() == RunLimit.Otherwise.SKIP
              && unfinished >= limit.most()) {
            throw new CallFailedException(
                FailureCode.CONFLICT,
                "skipped: %s, as limits.runs of '%s' says"
                    .formatted(underWay(run, limit), run.workflow()));
          }
          if (parent != null && RunLimitStore.above(tx, parent, run)) {
            throw new CallFailedException(
                FailureCode.CONFLICT,
                "%s is started by a run that counts for the same limit, and would wait for it"
                    .formatted(run.workflow()));
          }
          if (unfinished >= MOST_UNFINISHED) {
            throw new CallFailedException(
                FailureCode.RATE_LIMITED,
                "%,d runs of '%s' wait for their turn%s; try again when some have begun"
                    .formatted(unfinished, run.workflow(), ofKey(run)));
          }
          return limit;
        });
  }

  /** Says of a run that it waits, or why it is skipped. */
  private static String underWay(RunBirth run, RunLimit limit) {
    return "%d of %d runs%s are under way".formatted(limit.most(), limit.most(), ofKey(run));
  }

  private static String ofKey(RunBirth run) {
    return ofKey(run.limitKey());
  }

  private static String ofKey(@Nullable String key) {
    return key == null || key.isEmpty() ? "" : " with the key '%s'".formatted(key);
  }

  /**
   * Whether a run that has not begun may begin.
   *
   * @param here runs of its key that are in memory
   */
  Turn turn(LoadedRun loaded, Collection<UUID> here, Instant now) {
    RunBirth run = loaded.birth();
    WorkflowLimits limits = inForce(run, loaded.workflow());
    Debounce settle = limits.settle();
    Turn settling =
        settle == null || run.limitKeys().settle() == null || loaded.reopens()
            ? Turn.of(true)
            : settling(run, loaded.since(), settle, here, now);
    RunLimit limit = limits.runs();
    return !settling.now() || limit == null || run.limitKey() == null
        ? settling
        : turn(run, limit, here);
  }

  // It is quiet since it was accepted: what was called before may be let begin long after.
  private Turn settling(
      RunBirth run, Instant accepted, Debounce settle, Collection<UUID> here, Instant now) {
    Instant settled = settle.settled(accepted);
    String why =
        ", which started within %s of it, as limits.settle says"
            .formatted(DurationText.plain(settle.quiet()));
    return database.inTenant(
        run.scope(),
        tx -> {
          Optional<UUID> newer = StartLimitStore.newer(tx, run, settled);
          if (newer.isPresent()) {
            String by = Invocation.RUN_ID.write(newer.get()) + why;
            return new Turn(false, null, List.of(new Cancellation(run.id(), by)));
          }
          if (!settled.isAfter(now)) {
            return Turn.of(true);
          }
          String by = Invocation.RUN_ID.write(run.id()) + why;
          return new Turn(
              false,
              settled,
              StartLimitStore.older(tx, run, here, run.created().minus(settle.quiet())).stream()
                  .map(older -> new Cancellation(older, by))
                  .toList());
        });
  }

  private Turn turn(RunBirth run, RunLimit limit, Collection<UUID> here) {
    boolean replace = limit.otherwise() == RunLimit.Otherwise.REPLACE;
    int enough = replace ? MOST_UNFINISHED : limit.most();
    List<UUID> before =
        database.inTenant(run.scope(), tx -> RunLimitStore.before(tx, run, here, enough));
    int over = before.size() - limit.most() + 1;
    return switch (limit.otherwise()) {
      case QUEUE -> Turn.of(over <= 0);
      case SKIP ->
          over <= 0 ? Turn.of(true) : not(List.of(run.id()), "limits.runs, which skips it");
      case REPLACE ->
          over <= 0
              ? Turn.of(true)
              : not(
                  before.subList(0, over),
                  Invocation.RUN_ID.write(run.id()) + ", which replaces it");
    };
  }

  private static Turn not(List<UUID> cancelled, String by) {
    return new Turn(false, null, cancelled.stream().map(run -> new Cancellation(run, by)).toList());
  }

  /**
   * Refuses a run that is about to be stored in a transaction, when as many have started within the
   * time of its rate as may. Others of its key wait until the transaction ends.
   *
   * @param at when it counts as started
   * @throws CallFailedException {@code rate_limited}, with when there is room again
   */
  void requireRate(EngineTransaction tx, RunBirth run, Workflow workflow, Instant at) {
    StartRate rate = workflow.limits().starts();
    if (rate == null || run.limitKeys().starts() == null) {
      return;
    }
    StartLimitStore.lock(tx, run);
    Debounce settle = workflow.limits().settle();
    Duration quiet = settle == null ? Duration.ZERO : settle.quiet();
    StartLimitStore.last(tx, run, rate, quiet, at)
        .ifPresent(
            last -> {
              throw tooMany(run, rate, Duration.between(at, last.plus(rate.in())));
            });
  }

  private static CallFailedException tooMany(RunBirth run, StartRate rate, Duration wait) {
    String limit =
        "%d in %s%s"
            .formatted(rate.most(), DurationText.plain(rate.in()), ofKey(run.limitKeys().starts()));
    return new CallFailedException(
        Failure.of(
                FailureCode.RATE_LIMITED,
                "limits.starts of '%s' lets no more runs start now (%s); try again in %d s"
                    .formatted(run.workflow(), limit, wait.plusMillis(999).toSeconds()))
            .withRetryAfter(wait)
            .withFields(Map.of(WorkflowLimits.STARTS, limit)));
  }

  /**
   * The run of the same key, other than those in memory, whose turn is next.
   *
   * @param behind whether one counts only that came after the run
   */
  Optional<UUID> next(RunBirth run, Collection<UUID> here, boolean behind) {
    return database.inTenant(run.scope(), tx -> RunLimitStore.next(tx, run, here, behind));
  }

  /** Of each key whose limit lets one more begin, the run whose turn is next. */
  List<RunLimitStore.Held> held() {
    return database.asEngine(EngineJob.JOURNAL, tx -> RunLimitStore.held(tx, PAGE)).stream()
        .filter(this::mayBegin)
        .toList();
  }

  // Where the workflow is gone, the version of the run says how many may.
  private boolean mayBegin(RunLimitStore.Held held) {
    DeployedWorkflow deployed =
        workflows.all(TenantScope.recovered(held.tenant())).get(held.workflow());
    RunLimit limit = deployed == null ? null : deployed.workflow().limit();
    return limit == null || held.begun() < limit.most();
  }

  private WorkflowLimits inForce(RunBirth run, Workflow version) {
    DeployedWorkflow deployed = workflows.all(run.scope()).get(run.workflow());
    return deployed == null ? version.limits() : deployed.workflow().limits();
  }
}

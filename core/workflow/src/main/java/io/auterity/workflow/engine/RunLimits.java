package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.RunLimit;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.store.RunLimitStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency limits of workflows. Runs that are not over are counted in their rows, never in a
 * counter, which a crash could leave wrong. The limit in force counts; where the workflow is gone,
 * that of the version that a run goes by.
 */
record RunLimits(Database database, Workflows workflows) {

  /** Characters of a key. */
  static final int LONGEST_KEY = 400;

  /** Runs of a key that are not over. */
  static final int MOST_UNFINISHED = 10_000;

  /** Keys whose first run is looked at, at one time. */
  private static final int PAGE = 1_000;

  /**
   * Whether a run may begin.
   *
   * @param cancelled what is cancelled where it may not: those that it replaces, or itself
   */
  record Turn(boolean now, List<UUID> cancelled) {
    Turn {
      cancelled = List.copyOf(cancelled);
    }
  }

  /**
   * The key by which a run counts.
   *
   * @throws CallFailedException {@code invalid} when it cannot be one
   */
  static @Nullable String key(@Nullable String key) {
    if (key != null && (key.length() > LONGEST_KEY || key.indexOf('\0') >= 0)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the key of limits.runs has %d characters, at most %d and no NUL"
              .formatted(key.length(), LONGEST_KEY));
    }
    return key;
  }

  /**
   * Refuses a run that is about to be accepted and could never begin, or is to be skipped.
   *
   * @throws CallFailedException {@code conflict}; {@code rate_limited} when too many wait
   */
  void require(RunBirth run, Workflow workflow) {
    RunLimit limit = workflow.limit();
    if (limit == null) {
      return;
    }
    ParentStep parent = run.parent();
    database.inTenant(
        run.scope(),
        tx -> {
          int unfinished = RunLimitStore.unfinished(tx, run, MOST_UNFINISHED);
          if (limit.otherwise() == RunLimit.Otherwise.SKIP && unfinished >= limit.most()) {
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
    String key = run.limitKey();
    return key == null || key.isEmpty() ? "" : " with the key '%s'".formatted(key);
  }

  /**
   * Whether a run that has not begun may begin.
   *
   * @param here runs of its key that are in memory
   */
  Turn turn(LoadedRun loaded, Collection<UUID> here) {
    RunBirth run = loaded.birth();
    RunLimit limit = inForce(run, loaded.workflow());
    if (limit == null) {
      return new Turn(true, List.of());
    }
    boolean replace = limit.otherwise() == RunLimit.Otherwise.REPLACE;
    int enough = replace ? MOST_UNFINISHED : limit.most();
    List<UUID> before =
        database.inTenant(run.scope(), tx -> RunLimitStore.before(tx, run, here, enough));
    int over = before.size() - limit.most() + 1;
    return switch (limit.otherwise()) {
      case QUEUE -> new Turn(over <= 0, List.of());
      case SKIP -> new Turn(over <= 0, over <= 0 ? List.of() : List.of(run.id()));
      case REPLACE -> new Turn(over <= 0, before.subList(0, Math.max(0, over)));
    };
  }

  /** The run of the same key, other than those in memory, whose turn is next. */
  Optional<UUID> next(RunBirth run, Collection<UUID> here) {
    return database.inTenant(run.scope(), tx -> RunLimitStore.next(tx, run, here));
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

  /** Says who cancels a run that another one replaces, or that is skipped. */
  static String canceller(RunBirth run, UUID cancelled) {
    return run.id().equals(cancelled)
        ? "limits.runs, which skips it"
        : Invocation.RUN_ID.write(run.id()) + ", which replaces it";
  }

  private @Nullable RunLimit inForce(RunBirth run, Workflow version) {
    DeployedWorkflow deployed = workflows.all(run.scope()).get(run.workflow());
    return deployed == null ? version.limit() : deployed.workflow().limit();
  }
}

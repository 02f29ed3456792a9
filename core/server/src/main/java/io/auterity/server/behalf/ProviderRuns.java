package io.auterity.server.behalf;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.server.runs.RunController;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.RunHappening;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.StepExecution;
import io.auterity.workflow.view.StepQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs that providers start on behalf of callers. The id of one is derived from its provider and
 * its key, so that nothing has to be kept to find it again and a key has one run at most. Each act
 * takes the right that it takes at the other doors and is audited as there.
 */
public record ProviderRuns(
    WorkflowEngine engine, RunViews views, GrantAuthorizer authorizer, AccessAudit audit) {

  /** As {@code run.door} has it, followed by how deep it is. */
  private static final String DOOR = "behalf/";

  private static final int DEEPEST = 4;

  BehalfRuns of(Invocation caller, String provider, long life) {
    return new Of(caller, provider, life);
  }

  private final class Of implements BehalfRuns {
    private final Invocation caller;
    private final TenantScope scope;
    private final String provider;
    private final long life;
    private final BehalfActs acts;

    Of(Invocation caller, String provider, long life) {
      this.caller = caller;
      this.scope = caller.scope();
      this.provider = provider;
      this.life = life;
      this.acts = new BehalfActs(caller, provider, authorizer, audit);
    }

    private UUID id(String key) {
      return Ids.derived(Sha256.of("%s/%s/%d/%s".formatted(scope.tenant(), provider, life, key)));
    }

    @Override
    public Run start(NewRun run) {
      UUID id = id(run.key());
      Optional<Run> known = find(run.key());
      if (known.isPresent()) {
        return known.get();
      }
      Map<String, String> labels = new HashMap<>(caller.labels());
      labels.putAll(run.labels());
      Optional<RunOverview> parent = parent();
      RunRequest request =
          new RunRequest(
                  scope, caller.principal(), door(parent), run.workflow(), run.input(), labels)
              .descendingFrom(parent.map(RunOverview::descent).orElse(TriggerAncestry.NONE))
              .under(caller.trace())
              .startedBy(parent.map(RunOverview::startedBy).orElse(null));
      acts.done(RunController.START, () -> engine.submit(request, id));
      return run(id);
    }

    private Optional<RunOverview> parent() {
      return Optional.ofNullable(caller.parent()).map(step -> views.summary(scope, step.run()));
    }

    private String door(Optional<RunOverview> parent) {
      int depth = 1 + parent.map(run -> depth(run.door())).orElse(0);
      if (depth > DEEPEST) {
        throw new CallFailedException(
            Failure.of(
                    FailureCode.TOO_LARGE,
                    "runs that start runs by %s are nested deeper than %d"
                        .formatted(caller.capability(), DEEPEST))
                .withFields(Map.of("depth", "at most " + DEEPEST)));
      }
      return DOOR + depth;
    }

    private static int depth(String door) {
      return door.startsWith(DOOR) ? Integer.parseInt(door.substring(DOOR.length())) : 0;
    }

    @Override
    public Optional<Run> find(String key) {
      acts.require(RunController.READ);
      try {
        return Optional.of(run(id(key)));
      } catch (CallFailedException e) {
        if (e.failure().code() == FailureCode.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    }

    @Override
    public void cancel(String key) {
      UUID id = id(key);
      if (!views.summary(scope, id).phase().over()) {
        acts.done(
            RunController.CANCEL,
            () -> {
              engine.cancel(scope, id, caller.principal().name());
              return id;
            });
      }
    }

    @Override
    public Page<Step> steps(String key, @Nullable Cursor cursor, int limit) {
      acts.require(RunController.READ);
      StepQuery query =
          new StepQuery(null, null, null, cursor == null ? null : cursor.value(), limit);
      Listed<StepExecution> found = views.steps(scope, id(key), query);
      return new Page<>(
          found.items().stream().map(Of::step).toList(),
          found.next() == null ? null : new Cursor(found.next()));
    }

    @Override
    public Step step(String key, String step) {
      acts.require(RunController.READ);
      int at = step.lastIndexOf('~');
      String name = at < 0 ? step : step.substring(0, at);
      return step(views.step(scope, id(key), name, at < 0 ? 0 : round(step, at)).instance());
    }

    private static int round(String step, int at) {
      try {
        return Integer.parseInt(step.substring(at + 1));
      } catch (NumberFormatException e) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "there is no step " + step);
      }
    }

    @Override
    public List<Event> events(String key, long after, int limit) {
      acts.require(RunController.READ);
      int from = (int) Math.min(after, Integer.MAX_VALUE);
      return views.happenings(scope, id(key), from, Math.clamp(limit, 1, 1_000)).stream()
          .map(Of::event)
          .toList();
    }

    private Run run(UUID id) {
      RunOverview run = views.summary(scope, id);
      return new Run(
          Invocation.RUN_ID.write(run.id()),
          run.workflow(),
          run.version(),
          state(run),
          run.createdAt(),
          run.startedAt(),
          run.finishedAt(),
          run.failure());
    }

    private State state(RunOverview run) {
      if (run.stalled() != null) {
        return State.BLOCKED;
      }
      return switch (run.phase()) {
        case QUEUED -> State.QUEUED;
        case RUNNING -> State.RUNNING;
        case WAITING -> asksSomebody(run.id()) ? State.BLOCKED : State.WAITING;
        case SUCCEEDED -> State.SUCCEEDED;
        case FAILED -> State.FAILED;
        case CANCELLED -> State.CANCELLED;
      };
    }

    private boolean asksSomebody(UUID run) {
      StepQuery waiting = new StepQuery(null, StepPhase.WAITING, null, null, RunQuery.MOST);
      return views.steps(scope, run, waiting).items().stream()
          .anyMatch(step -> step.waitingFor() == WaitingFor.ANSWER);
    }

    private static Step step(StepExecution step) {
      return new Step(
          key(step.key(), step.round()),
          state(step),
          step.startedAt(),
          step.finishedAt(),
          step.failure());
    }

    private static String key(String step, int round) {
      return round == 0 ? step : step + "~" + round;
    }

    private static State state(StepExecution step) {
      return switch (step.phase()) {
        case QUEUED -> State.QUEUED;
        case RUNNING -> State.RUNNING;
        case WAITING -> step.waitingFor() == WaitingFor.ANSWER ? State.BLOCKED : State.WAITING;
        case SUCCEEDED -> State.SUCCEEDED;
        case FAILED -> State.FAILED;
        case SKIPPED -> State.SKIPPED;
      };
    }

    private static Event event(RunHappening happening) {
      String step = happening.step();
      return new Event(
          happening.number(),
          happening.at(),
          step == null ? null : key(step, happening.round()),
          happening.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          happening.started(),
          happening.failure());
    }
  }
}

package io.auterity.server.runs;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.server.runs.RunController.AgainFrom;
import io.auterity.server.runs.RunController.RunStart;
import io.auterity.server.runs.RunController.StartedRun;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.engine.WorkflowEngine.AttachedRun;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.view.RunDetail;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Starts runs, or finds the one that does the same work already. */
final class RunStarter {

  private final WorkflowEngine engine;
  private final Runs runs;
  private final Map<UUID, ReentrantLock> attaching = new ConcurrentHashMap<>();

  RunStarter(WorkflowEngine engine, Runs runs) {
    this.engine = engine;
    this.runs = runs;
  }

  /**
   * Starts a run.
   *
   * @param use what its id will be, so that a repetition finds it; empty for a fresh one
   */
  StartedRun start(Caller caller, String workflow, RunStart wish, Optional<UUID> use) {
    RunRequest request = request(caller, workflow, wish);
    return Boolean.TRUE.equals(wish.attach()) ? attach(request, use) : begin(request, use);
  }

  private static RunRequest request(Caller caller, String workflow, RunStart wish) {
    return new RunRequest(
        caller.scope(),
        caller.principal(),
        caller.session() == null ? "rest" : "studio",
        workflow,
        wish.input(),
        Objects.requireNonNullElse(wish.labels(), Map.of()),
        Objects.requireNonNullElse(wish.options(), Json.EMPTY),
        TriggerAncestry.NONE,
        TraceContext.current());
  }

  /**
   * Starts a run that takes over what another one has done before a step, with the same input; its
   * label {@code again} names that one.
   *
   * @param id of the new run
   */
  UUID again(Caller caller, UUID run, AgainFrom asked, UUID id) {
    String from = asked.from();
    if (from == null) {
      throw new CallFailedException(
          FailureCode.INVALID, "from: name the step that the new run goes from");
    }
    RunDetail former = runs.views().detail(caller.scope(), run);
    Map<String, String> labels = new HashMap<>(former.summary().labels());
    labels.put("again", Invocation.RUN_ID.write(run));
    RunStart start = new RunStart((Json.Obj) former.input(), null, labels, null);
    // What is asked for stays who asked for it first; another input is the caller's.
    RunRequest request =
        request(caller, former.summary().workflow(), start)
            .startedBy(asked.input() == null ? former.summary().startedBy() : null);
    return engine.again().startAnew(request, run, from, asked.input(), id);
  }

  // One of a tenant at a time, so that few of them wait in the database for one another.
  private StartedRun attach(RunRequest request, Optional<UUID> use) {
    ReentrantLock lock =
        attaching.computeIfAbsent(request.scope().tenant(), tenant -> new ReentrantLock());
    AttachedRun run;
    lock.lock();
    try {
      run = engine.attach(request, use);
    } finally {
      lock.unlock();
    }
    return new StartedRun(runs.summary(request.scope(), run.id()), run.resumed(), null);
  }

  private StartedRun begin(RunRequest request, Optional<UUID> use) {
    UUID run = use.isPresent() ? engine.submit(request, use.get()) : engine.submit(request);
    return new StartedRun(runs.summary(request.scope(), run), false, null);
  }
}

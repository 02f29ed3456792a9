package io.auterity.server.runs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.KeyUse;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.CallerRights;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.RunQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs: started, listed, counted, looked at, signalled, paused, cancelled. */
@RestController
@RequestMapping("/api/v1")
public final class RunController {

  public static final Act AGAIN = new Act("run.again", Trace.AROUND, false);
  public static final Act CANCEL = new Act("run.cancel", Trace.AROUND, false);
  public static final Act PAUSE = new Act("run.pause", Trace.AROUND, false);
  public static final Act READ = new Act("run.read", Trace.NONE, false);
  public static final Act SIGNAL = new Act("run.signal", Trace.AROUND, false);
  public static final Act START = new Act("run.start", Trace.AROUND, false);

  private static final int BINS = 96;

  private final WorkflowEngine engine;
  private final Runs runs;
  private final RunStarter starter;
  private final RunEnds ends;
  private final CallerRights rights;
  private final Time time;

  public RunController(
      WorkflowEngine engine, Runs runs, RunEnds ends, CallerRights rights, Time time) {
    this.engine = engine;
    this.runs = runs;
    this.starter = new RunStarter(engine, runs);
    this.ends = ends;
    this.rights = rights;
    this.time = time;
  }

  /**
   * Starts a run, and waits for its end where that is asked for: 200 says that it is over, 202 that
   * it goes on.
   *
   * @param wait how long, e.g. {@code 10s}, 30s at most; absent to wait for nothing
   */
  @Needs("run.start")
  @PostMapping("/workflows/{id}/runs")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<StartedRun> start(
      Caller caller,
      @PathVariable String id,
      @RequestBody RunStart body,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletRequest request) {
    Duration patience = RunEnds.patience(wait);
    StartedRun started = starter.start(caller, id, body, KeyUse.of(request));
    UUID run = Invocation.RUN_ID.read(started.summary().id());
    return ends.await(caller.scope(), run, patience)
        .map(ended -> ResponseEntity.ok(started.over(runs.run(caller.scope(), ended))))
        .orElseGet(() -> ResponseEntity.accepted().body(started));
  }

  /**
   * Lists runs.
   *
   * @param labels that each has, e.g. {@code order=8841,team=ops}
   */
  @Needs("run.read")
  @GetMapping("/runs")
  PageOf<RunSummary> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String workflow,
      @RequestParam(required = false) @Nullable String labels,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    Instant now = time.now();
    RunQuery query =
        new RunQuery(
            ListParameters.word("state", state, RunPhase.class),
            workflow,
            CallOptions.labels(labels),
            WireTime.moment(since, now),
            WireTime.moment(until, now),
            ListParameters.sort(sort),
            cursor,
            ListParameters.limit(limit));
    return ListParameters.page(runs.list(caller.scope(), query), Function.identity());
  }

  @Needs("run.read")
  @GetMapping("/runs/counts")
  RunCountsView counts(
      Caller caller,
      @RequestParam(required = false) @Nullable String workflow,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until) {
    Instant now = time.now();
    Instant begin = WireTime.moment(since, now);
    Instant end = WireTime.orNow(until, now);
    return RunCountsView.of(runs.views().counts(caller.scope(), workflow, begin, end, BINS));
  }

  @Needs("run.read")
  @GetMapping("/runs/{id}")
  Run get(Caller caller, @PathVariable String id) {
    return runs.run(caller.scope(), Invocation.RUN_ID.read(id));
  }

  @Needs("run.cancel")
  @PostMapping("/runs/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunSummary cancel(Caller caller, @PathVariable String id, HttpServletRequest request) {
    return asked(caller, id, request, engine::cancel);
  }

  /**
   * Lets a run go again from a step; what was done before that stays. Where the same run cannot go
   * on, or shall not, another one takes over what was done, and is answered with.
   */
  @Needs("run.again")
  @PostMapping("/runs/{id}/again")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunSummary again(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable AgainFrom body,
      HttpServletRequest request) {
    UUID run = Invocation.RUN_ID.read(id);
    UUID message = KeyUse.of(request).orElseGet(UUID::randomUUID);
    AgainFrom asked = body == null ? new AgainFrom(null, null, null) : body;
    if (asked.from() != null && asked.input() != null) {
      rights.require(caller, AGAIN, engine.again().called(caller.scope(), run, asked.from()));
    }
    if (Boolean.TRUE.equals(asked.anew())) {
      rights.require(caller, START);
      return runs.summary(caller.scope(), starter.again(caller, run, asked, message));
    }
    engine
        .again()
        .reopen(caller.scope(), run, asked.from(), asked.input(), caller.principal(), message);
    return runs.summary(caller.scope(), run);
  }

  /** Starts nothing more of a run for now; calls under way go on to their end. */
  @Needs("run.pause")
  @PostMapping("/runs/{id}/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunSummary pause(Caller caller, @PathVariable String id, HttpServletRequest request) {
    return asked(caller, id, request, engine::pause);
  }

  /** Lets a paused run go on. */
  @Needs("run.pause")
  @PostMapping("/runs/{id}/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunSummary resume(Caller caller, @PathVariable String id, HttpServletRequest request) {
    return asked(caller, id, request, engine::resume);
  }

  /** A request to the engine about a run, which is durable under the id of its message. */
  private interface Request {
    void send(TenantScope scope, UUID run, String by, UUID message);
  }

  private RunSummary asked(Caller caller, String id, HttpServletRequest request, Request what) {
    UUID run = Invocation.RUN_ID.read(id);
    UUID message = KeyUse.of(request).orElseGet(UUID::randomUUID);
    what.send(caller.scope(), run, caller.principal().name(), message);
    return runs.summary(caller.scope(), run);
  }

  @Needs("run.signal")
  @PostMapping("/runs/{id}/signals/{name}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunSummary signal(
      Caller caller,
      @PathVariable String id,
      @PathVariable String name,
      @RequestBody(required = false) @Nullable RunSignal body,
      HttpServletRequest request) {
    Json said = body == null ? Json.NULL : Objects.requireNonNullElse(body.payload(), Json.NULL);
    return asked(
        caller,
        id,
        request,
        (scope, run, by, message) -> engine.signal(scope, run, name, said, by, message));
  }

  /**
   * From where a run goes again.
   *
   * @param from key of the step, e.g. {@code triage[17].classify}; absent for those that failed
   * @param input what the step is given in place of its own input; absent for that
   * @param anew whether another run goes on, by the version in force; the same one when absent
   */
  public record AgainFrom(
      @Nullable String from, Json.@Nullable Obj input, @Nullable Boolean anew) {}

  /**
   * A signal to a run.
   *
   * @param payload what it says, which is the value of the step that awaits it; null when absent
   */
  public record RunSignal(@Nullable Json payload) {}

  /**
   * The wish to run a workflow.
   *
   * @param options tell pieces of work apart that have the same input; the run does not see them
   * @param labels go with every call of the run
   * @param attach whether an unfinished run of the same workflow, input, options and labels will do
   */
  public record RunStart(
      Json.Obj input,
      Json.@Nullable Obj options,
      @Nullable Map<String, String> labels,
      @Nullable Boolean attach) {}

  /**
   * A run that was asked for.
   *
   * @param resumed whether it is one that was under way already
   * @param output of one that was waited for and is over; {@code {"truncated": true, "size": bytes,
   *     "at": path}} when it is large
   */
  public record StartedRun(
      @JsonUnwrapped RunSummary summary, boolean resumed, @Nullable Json output) {

    private StartedRun over(Run run) {
      return new StartedRun(run.summary(), resumed, run.output());
    }
  }
}

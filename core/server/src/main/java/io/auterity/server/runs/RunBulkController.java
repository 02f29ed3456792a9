package io.auterity.server.runs;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.json.LowerCaseName;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.CallerRights;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.bulk.RunBulks;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.RunBulk;
import io.auterity.workflow.query.RunBulk.Verb;
import io.auterity.workflow.query.RunQuery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bulk acts: one verb for many runs, started, looked at and stopped. */
@RestController
@RequestMapping("/api/v1/runs/bulk")
public record RunBulkController(RunBulks bulks, CallerRights rights, Time time) {

  public static final Act BULK = new Act("run.bulk", Trace.WITH_CHANGE, false);

  /** Starts one for all runs that a query finds now; a background job carries it out. */
  @Needs("run.bulk")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunBulkView start(Caller caller, @RequestBody BulkStart body) {
    Verb verb = verb(body.verb());
    rights.require(caller, act(verb));
    BulkQuery asked = body.query() == null ? BulkQuery.ALL : body.query();
    Instant now = time.now();
    RunQuery query =
        new RunQuery(
            ListParameters.word("state", asked.state(), RunPhase.class),
            asked.workflow(),
            CallOptions.labels(asked.labels()),
            WireTime.moment(asked.since(), now),
            WireTime.moment(asked.until(), now),
            RunQuery.Sort.NEWEST,
            null,
            RunQuery.MOST);
    return RunBulkView.of(bulks.start(caller.scope(), query, verb, caller.act(BULK)));
  }

  private static Verb verb(@Nullable String word) {
    Verb verb = ListParameters.word("verb", word, Verb.class);
    if (verb == null) {
      throw new CallFailedException(
          FailureCode.INVALID, "verb: name one of cancel, pause, resume, again");
    }
    return verb;
  }

  private static Act act(Verb verb) {
    return switch (verb) {
      case CANCEL -> RunController.CANCEL;
      case PAUSE, RESUME -> RunController.PAUSE;
      case AGAIN -> RunController.AGAIN;
    };
  }

  @Needs("run.read")
  @GetMapping("/{id}")
  RunBulkView get(Caller caller, @PathVariable String id) {
    return RunBulkView.of(bulks.get(caller.scope(), RunBulk.ID.read(id)));
  }

  /** Stops one; the runs that have had their turn stay as they are. */
  @Needs("run.bulk")
  @PostMapping("/{id}/stop")
  RunBulkView stop(Caller caller, @PathVariable String id) {
    return RunBulkView.of(bulks.stop(caller.scope(), RunBulk.ID.read(id), caller.act(BULK)));
  }

  /**
   * One verb for many runs.
   *
   * @param verb cancel, pause, resume or again
   * @param query which runs; all that the verb fits when absent
   */
  public record BulkStart(@Nullable String verb, @Nullable BulkQuery query) {}

  /**
   * Which runs; what is absent means any.
   *
   * @param labels that each has, e.g. {@code order=8841,team=ops}
   * @param since created then or later, as the list of runs has it
   * @param until created before
   */
  public record BulkQuery(
      @Nullable String workflow,
      @Nullable String state,
      @Nullable String labels,
      @Nullable String since,
      @Nullable String until) {

    private static final BulkQuery ALL = new BulkQuery(null, null, null, null, null);
  }

  /**
   * How far a bulk act is.
   *
   * @param state running, done or stopped
   * @param done how many runs have had their turn, with those that refused
   * @param problems why the first of those that refused did
   */
  public record RunBulkView(
      String id,
      Verb verb,
      State state,
      String startedBy,
      int total,
      int done,
      int refused,
      List<BulkProblem> problems,
      Instant createdAt,
      @Nullable Instant endedAt,
      @Nullable String stoppedBy) {

    /** How it stands. */
    public enum State implements LowerCaseName {
      RUNNING,
      DONE,
      STOPPED
    }

    static RunBulkView of(RunBulk bulk) {
      State ended = bulk.stoppedBy() == null ? State.DONE : State.STOPPED;
      return new RunBulkView(
          RunBulk.ID.write(bulk.id()),
          bulk.verb(),
          bulk.ended() == null ? State.RUNNING : ended,
          bulk.by().name(),
          bulk.total(),
          bulk.done(),
          bulk.refused(),
          bulk.problems().stream()
              .map(one -> new BulkProblem(Invocation.RUN_ID.write(one.run()), one.why()))
              .toList(),
          bulk.created(),
          bulk.ended(),
          bulk.stoppedBy());
    }
  }

  /** Why a run did not do it. */
  public record BulkProblem(String run, String why) {}
}

package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunListStore;
import io.auterity.workflow.store.RunStore;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs that go again from a step: one that is over, or a new one that takes over its past. */
public final class RunAgain {

  private final Database database;
  private final Versions versions;
  private final Catalogue catalogue;
  private final Binder binder;
  private final RunLoader loader;
  private final RunLimits limits;
  private final RunBirths births;
  private final RunInbox inbox;
  private final EngineTerms terms;

  RunAgain(
      EngineParts parts,
      RunLoader loader,
      RunLimits limits,
      RunBirths births,
      RunInbox inbox,
      EngineTerms terms) {
    this.database = parts.database();
    this.versions = parts.versions();
    this.catalogue = parts.catalogue();
    this.binder = parts.binder();
    this.loader = loader;
    this.limits = limits;
    this.births = births;
    this.inbox = inbox;
    this.terms = terms;
  }

  /**
   * Lets a run that has failed or was cancelled go again from a step, at any server; when this
   * returns, that is durable. That step and what follows it are done again, in another round; what
   * was done before it stays.
   *
   * @param from key of the step, e.g. {@code triage[17].classify}; null for those that failed
   * @param input what the step is given in place of its own input; null for that
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException {@code not_found}; {@code conflict} with what hinders it; {@code
   *     invalid} when the input is not the capability's; {@code too_large}; {@code rate_limited};
   *     {@code unavailable}
   */
  public void reopen(
      TenantScope scope,
      UUID run,
      @Nullable String from,
      Json.@Nullable Obj input,
      Principal by,
      UUID message) {
    if (inbox.taken(scope, message)) {
      inbox.await(scope, message);
      return;
    }
    InboxMessage asked = message(scope, run, from, input, by.name(), message);
    StoredRun reopened = reopened(scope, run, asked, input == null ? null : by);
    EngineTerm here = terms.now();
    if (here != null) {
      here.runs.wakeStored(new RunQueue.Queued(run, scope.tenant()), false);
    }
    if (reopened.birth().limitKey() == null) {
      inbox.await(scope, message);
    }
  }

  /**
   * Starts a run that takes over what another one has done before a step, and goes on from there by
   * the version of the workflow in force, at the server that carries runs on. Its label {@code
   * again} names the other one.
   *
   * @param request that starts it, with the input of the other one
   * @param from key of the step, as {@link #reopen} has it
   * @param id of the new run, the same whenever the caller asks again
   * @throws CallFailedException as {@link #reopen} and {@link WorkflowEngine#submit(RunRequest)};
   *     {@code conflict} also when the other run is not over, or what it did does not fit
   */
  public UUID startAnew(
      RunRequest request, UUID run, String from, Json.@Nullable Obj input, UUID id) {
    EngineTerm here = terms.here();
    String by = request.principal().name();
    InboxMessage asked = message(request.scope(), run, from, input, by, id);
    if (births.exist(request.scope(), id)) {
      return id;
    }
    return here.acceptance.submit(
        request, id, (birth, workflow) -> copied(request.scope(), run, asked, birth, workflow));
  }

  /**
   * The message that carries such a request.
   *
   * @param id of the message
   * @throws CallFailedException {@code not_found}; {@code invalid}; {@code too_large}
   */
  private InboxMessage message(
      TenantScope scope,
      UUID run,
      @Nullable String from,
      Json.@Nullable Obj input,
      String by,
      UUID id) {
    Workflow workflow = workflow(stored(scope, run));
    if (from == null) {
      requireNone(input);
    } else if (input == null) {
      var _ = StepKey.read(workflow, from, 0);
    } else {
      checkInput(called(workflow, from), input);
    }
    StoredJson payload = RunReopening.payload(input);
    return new InboxMessage(id, InboxMessage.Kind.AGAIN, from, payload, by);
  }

  /**
   * The capability that a step of a run calls.
   *
   * @param step its key
   * @throws CallFailedException {@code not_found}; {@code invalid} when it calls none
   */
  public Capability called(TenantScope scope, UUID run, String step) {
    return called(workflow(stored(scope, run)), step);
  }

  private Capability called(Workflow workflow, String step) {
    if (workflow.node(StepKey.read(workflow, step, 0).node()) instanceof Node.Call call) {
      return catalogue.get(call.capability());
    }
    throw new CallFailedException(
        FailureCode.INVALID, "input: the step '%s' calls no capability".formatted(step));
  }

  private Workflow workflow(StoredRun run) {
    return readable(() -> versions.of(run.birth()));
  }

  private static void requireNone(Json.@Nullable Obj input) {
    if (input != null) {
      throw new CallFailedException(
          FailureCode.INVALID, "from: name the step that the input is for");
    }
  }

  // What the step works on otherwise was checked with its workflow.
  private void checkInput(Capability called, Json.Obj input) {
    InputCheck.bound(input);
    var _ = binder.read(input, called.input(), "input");
    StoredJson payload = RunReopening.payload(input);
    if (payload.size() > StepResults.MAX_PAYLOAD) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the input has %d bytes, at most %d; pass a reference"
              .formatted(payload.size(), StepResults.MAX_PAYLOAD));
    }
  }

  /**
   * A run that is over.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when it is not over
   */
  private StoredRun over(TenantScope scope, UUID run) {
    StoredRun stored = stored(scope, run);
    if (!stored.head().phase().over()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the run %s is not over: cancel it first".formatted(Invocation.RUN_ID.write(run)));
    }
    return stored;
  }

  /**
   * The events with which another run begins that takes over what one has done before a step.
   *
   * @throws CallFailedException as {@link #reopen}
   */
  private List<RunEvent> copied(
      TenantScope scope, UUID run, InboxMessage message, RunBirth to, Workflow workflow) {
    StoredRun stored = over(scope, run);
    return readable(() -> new RunReopening(loader, stored).copy(message, to, workflow));
  }

  /**
   * Lets a run that is over go on with a message, once its limit lets it.
   *
   * @param starter who counts as having started it from then on; null for who does now
   * @throws CallFailedException {@code conflict} with what hinders it; {@code too_large}
   */
  private StoredRun reopened(
      TenantScope scope, UUID run, InboxMessage message, @Nullable Principal starter) {
    StoredRun stored = over(scope, run);
    RunPhase phase = stored.head().phase();
    if (phase == RunPhase.SUCCEEDED) {
      throw conflict(run, "has succeeded");
    }
    if (stored.birth().parent() != null) {
      throw conflict(run, "was started by a step of another run, which has gone on without it");
    }
    check(stored, message);
    if (!database.asEngine(
        EngineJob.JOURNAL, tx -> RecoveryStore.reopen(tx, run, message, starter))) {
      throw conflict(run, "has just changed; look at it and try again");
    }
    return stored;
  }

  private void check(StoredRun stored, InboxMessage message) {
    List<UUID> children =
        readable(
            () -> {
              limits.require(stored.birth(), versions.of(stored.birth()));
              return new RunReopening(loader, stored).children(message);
            });
    database.inTenant(stored.birth().scope(), tx -> RunListStore.some(tx, children)).stream()
        .filter(child -> !child.head().phase().over())
        .findFirst()
        .ifPresent(
            child -> {
              throw new CallFailedException(
                  FailureCode.CONFLICT,
                  "the run %s, which it started, goes on: cancel it first"
                      .formatted(Invocation.RUN_ID.write(child.birth().id())));
            });
  }

  private static <T> T readable(Supplier<T> read) {
    try {
      return read.get();
    } catch (UnreadableException e) {
      throw new CallFailedException(FailureCode.CONFLICT, e.failure().message());
    }
  }

  private static CallFailedException conflict(UUID run, String why) {
    return new CallFailedException(
        FailureCode.CONFLICT,
        "the run %s %s: start a new one".formatted(Invocation.RUN_ID.write(run), why));
  }

  private StoredRun stored(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .orElseThrow(() -> WorkflowEngine.unknown(run));
  }
}

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

/** Checks requests that a run goes again from a step, and reopens one that is over. */
record RunAgain(
    Database database,
    RunLoader loader,
    RunLimits limits,
    Versions versions,
    Catalogue catalogue,
    Binder binder) {

  /**
   * The message that carries such a request.
   *
   * @param id of the message
   * @throws CallFailedException {@code not_found}; {@code invalid}; {@code too_large}
   */
  InboxMessage message(
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
   * The capability that a step calls.
   *
   * @throws CallFailedException {@code not_found}; {@code invalid} when it calls none
   */
  Capability called(TenantScope scope, UUID run, String step) {
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
   * @throws CallFailedException as {@link #reopened}
   */
  List<RunEvent> copied(
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
  StoredRun reopened(
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

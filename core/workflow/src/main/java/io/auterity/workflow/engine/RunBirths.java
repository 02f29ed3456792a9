package io.auterity.workflow.engine;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.graph.LimitKeys;
import io.auterity.workflow.graph.RunTemplates;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.store.RunStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The births of runs: checks what is asked for, and gives what a run begins with. */
record RunBirths(
    Database database, Workflows workflows, Versions versions, EngineCarriers carriers, Time time) {

  private static final int MAX_INPUT = 64 << 20;

  /**
   * The workflow that is asked for.
   *
   * @throws CallFailedException {@code not_found}
   */
  DeployedWorkflow deployed(RunRequest request) {
    return workflows.get(request.scope(), request.workflow());
  }

  /** Whether the tenant has a run of that id. */
  boolean exist(TenantScope scope, UUID run) {
    return database.inTenant(scope, tx -> RunStore.exists(tx, run));
  }

  /** What makes two requests the same piece of work. */
  Digest digest(RunRequest request) {
    DeployedWorkflow deployed = deployed(request);
    return digest(request, deployed, InputCheck.checked(deployed, request.input()));
  }

  private static Digest digest(RunRequest request, DeployedWorkflow deployed, Json.Obj input) {
    return Digest.of(
        Json.EMPTY
            .with("workflow", Json.of(deployed.digest().toString()))
            .with("input", input)
            .with("labels", StoredJson.texts(request.labels()))
            .with("options", request.options()));
  }

  /**
   * What a run begins with: the labels of its request go before those of its workflow.
   *
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException {@code too_large}
   */
  RunBirth of(RunRequest request, DeployedWorkflow deployed, UUID id) {
    return of(request, deployed, id, time.now());
  }

  /**
   * As {@link #of(RunRequest, DeployedWorkflow, UUID)}, of a run that was asked for then.
   *
   * @param created when that was
   */
  RunBirth of(RunRequest request, DeployedWorkflow deployed, UUID id, Instant created) {
    Json.Obj input = InputCheck.checked(deployed, request.input());
    StoredJson text = StoredJson.of(input);
    if (text.size() > MAX_INPUT) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the input has %d bytes, at most %d".formatted(text.size(), MAX_INPUT));
    }
    RunBirth plain =
        new RunBirth(
            id,
            request.scope(),
            request.workflow(),
            deployed.version(),
            deployed.digest(),
            digest(request, deployed, input),
            request.principal(),
            request.door(),
            request.labels(),
            created,
            text,
            Decider.VERSION,
            request.descent(),
            request.trace(),
            request.parent(),
            LimitKeys.NONE,
            request.starter(),
            versions.address(),
            carriers.ofNewRun(deployed.workflow().definition().engine()));
    return computed(plain, deployed.workflow());
  }

  /** By which a run counts for the limits of its workflow. */
  LimitKeys keys(RunRequest request, RunBirth run, Workflow workflow) {
    RunTemplates templates = workflow.ofRuns();
    return templates.none()
        ? LimitKeys.NONE
        : templates.limitKeys(
            versions.around(run.with(request.labels(), LimitKeys.NONE), workflow)::get);
  }

  private RunBirth computed(RunBirth run, Workflow workflow) {
    RunTemplates templates = workflow.ofRuns();
    if (templates.none()) {
      return run;
    }
    Map<String, Json> around = versions.around(run, workflow);
    Map<String, String> labels = new HashMap<>(templates.labels(around::get));
    labels.putAll(run.labels());
    return run.with(CallOptions.labels(labels), templates.limitKeys(around::get));
  }
}

package io.auterity.workflow.engine;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.graph.RunTemplates;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.writer.Journal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The acceptance of runs: checks them, makes them durable, then lets them begin. */
final class RunAcceptance {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_INPUT = 64 << 20;

  private final Workflows workflows;
  private final Versions versions;
  private final ActiveRuns runs;
  private final Journal journal;
  private final Ids ids;
  private final Time time;
  private final BiPredicate<TenantScope, UUID> exists;
  private final RunLimits limits;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  RunAcceptance(
      Workflows workflows,
      Versions versions,
      ActiveRuns runs,
      Journal journal,
      Ids ids,
      Time time,
      BiPredicate<TenantScope, UUID> exists,
      RunLimits limits) {
    this.workflows = workflows;
    this.versions = versions;
    this.runs = runs;
    this.journal = journal;
    this.ids = ids;
    this.time = time;
    this.exists = exists;
    this.limits = limits;
  }

  UUID submit(RunRequest request) {
    UUID id = ids.next();
    handOver(request, id).await();
    return id;
  }

  /** Accepts a run under an id, unless there is one by that id. */
  UUID submit(RunRequest request, UUID id) {
    if (!underWay.add(id)) {
      throw unavailable("the run is being stored; try again");
    }
    Admission admission = null;
    try {
      if (exists.test(request.scope(), id)) {
        return id;
      }
      admission = handOver(request, id);
    } finally {
      if (admission == null) {
        underWay.remove(id);
      }
    }
    admission.await();
    return id;
  }

  private LoadedRun fresh(RunBirth birth, Workflow workflow) {
    return LoadedRun.fresh(birth, workflow, versions.around(birth, workflow), time);
  }

  private Admission handOver(RunRequest request, UUID id) {
    DeployedWorkflow deployed = workflows.get(request.scope(), request.workflow());
    RunBirth accepted = birth(request, deployed, id);
    Workflow workflow = deployed.workflow();
    RunBirth birth = computed(accepted, workflow);
    if (!runs.open()) {
      throw unavailable("this server begins no runs any more; try again");
    }
    limits.require(birth, workflow);
    versions.pin(request.scope(), deployed, birth.created());
    boolean room = runs.takeRoom(birth);
    RunOwner owner = room ? runs.prepare(fresh(birth, workflow)) : null;
    Admission admission = new Admission(birth, owner);
    journal.append(JournalEntry.of(birth, room ? RunPhase.RUNNING : RunPhase.QUEUED), admission);
    return admission;
  }

  // The labels of its request go before those of its workflow.
  private RunBirth computed(RunBirth run, Workflow workflow) {
    RunTemplates templates = workflow.ofRuns();
    if (templates.none()) {
      return run;
    }
    Map<String, Json> around = versions.around(run, workflow);
    Map<String, String> labels = new HashMap<>(templates.labels(around::get));
    labels.putAll(run.labels());
    return run.with(CallOptions.labels(labels), RunLimits.key(templates.limitKey(around::get)));
  }

  /** What makes two requests the same piece of work. */
  Digest digest(RunRequest request) {
    DeployedWorkflow deployed = workflows.get(request.scope(), request.workflow());
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

  private RunBirth birth(RunRequest request, DeployedWorkflow deployed, UUID id) {
    Json.Obj input = InputCheck.checked(deployed, request.input());
    StoredJson text = StoredJson.of(input);
    if (text.size() > MAX_INPUT) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the input has %d bytes, at most %d".formatted(text.size(), MAX_INPUT));
    }
    return new RunBirth(
        id,
        request.scope(),
        request.workflow(),
        deployed.version(),
        deployed.digest(),
        digest(request, deployed, input),
        request.principal(),
        request.door(),
        request.labels(),
        time.now(),
        text,
        Decider.VERSION,
        request.descent(),
        request.trace(),
        request.parent());
  }

  private static CallFailedException unavailable(String why) {
    return new CallFailedException(FailureCode.UNAVAILABLE, why);
  }

  /** What becomes of one acceptance. */
  private final class Admission implements Journal.Receipt {

    private final RunBirth birth;
    private final @Nullable RunOwner owner;
    private final CompletableFuture<Boolean> durable = new CompletableFuture<>();

    /** The owner is null when the run waits for room. */
    Admission(RunBirth birth, @Nullable RunOwner owner) {
      this.birth = birth;
      this.owner = owner;
    }

    @Override
    public void committed() {
      Thread.startVirtualThread(this::begin);
    }

    // It is acknowledged first: letting others begin that wait before it may take long.
    private void begin() {
      if (owner == null) {
        runs.enqueue(birth.id(), birth.scope().tenant());
      }
      underWay.remove(birth.id());
      durable.complete(true);
      if (owner == null) {
        runs.admit();
      } else {
        owner.begin(List.of(new RunMessage.Begin()));
      }
    }

    @Override
    public void lost() {
      if (owner == null) {
        runs.leaveLine(birth.scope().tenant());
      } else {
        runs.ended(owner);
      }
      underWay.remove(birth.id());
      durable.complete(false);
    }

    void await() {
      try {
        if (!durable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw unavailable("the run could not be stored; try again");
        }
      } catch (TimeoutException | ExecutionException e) {
        throw unavailable("the run could not be stored in time; look for it before you try again");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable("the server is closing; try again");
      }
    }
  }
}

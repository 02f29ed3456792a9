package io.auterity.workflow.registry;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.callback.RunCallbacks;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.store.DefinitionStore;
import io.auterity.workflow.store.RecoveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exact definitions that runs go by, kept as long as the runs. */
public final class Versions {

  private static final int KEPT = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Database database;
  private final @Nullable RunCallbacks callbacks;
  private final Supplier<String> address;
  private final ReentrantLock pinning = new ReentrantLock();
  private final WorkflowCompiler compiler = WorkflowCompiler.ofAccepted();
  private final Map<Version, Workflow> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Workflow> eldest) {
          return size() > KEPT;
        }
      };

  /** Those of a server that others do not reach: its runs have no addresses for callbacks. */
  public Versions(Database database) {
    this(database, null, () -> "");
  }

  /**
   * @param callbacks addresses of callbacks to runs; null for none
   * @param address by which others know this server, without a slash at its end
   */
  public Versions(Database database, @Nullable RunCallbacks callbacks, Supplier<String> address) {
    this.database = database;
    this.callbacks = callbacks;
    this.address = address;
  }

  /** By which others know this server, with which the addresses of runs begin that it accepts. */
  public String address() {
    return address.get();
  }

  private record Version(UUID tenant, Digest digest) {}

  /**
   * Keeps the definition of a run that is about to be accepted. Of many at one time one stores it,
   * and the others do not crowd the database.
   *
   * @throws CallFailedException {@code unavailable} when it cannot be stored soon
   */
  public void pin(TenantScope scope, DeployedWorkflow deployed, Instant now) {
    Version version = new Version(scope.tenant(), deployed.digest());
    if (known(version) != null) {
      return;
    }
    if (!pinning()) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the workflow could not be stored in time; try again");
    }
    try {
      if (known(version) == null) {
        store(scope, deployed, now);
        keep(version, deployed.workflow());
      }
    } finally {
      pinning.unlock();
    }
  }

  /** The same, within the transaction that stores the run. */
  public void pin(Transaction tx, TenantScope scope, DeployedWorkflow deployed, Instant now) {
    Version version = new Version(scope.tenant(), deployed.digest());
    if (known(version) == null) {
      store(tx, scope, deployed, now);
      tx.afterCommit(() -> keep(version, deployed.workflow()));
    }
  }

  private boolean pinning() {
    try {
      return pinning.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void store(TenantScope scope, DeployedWorkflow deployed, Instant now) {
    database.inTenant(
        scope,
        tx -> {
          store(tx, scope, deployed, now);
          return true;
        });
  }

  private static void store(
      Transaction tx, TenantScope scope, DeployedWorkflow deployed, Instant now) {
    DefinitionStore.add(
        tx,
        scope,
        deployed.digest(),
        StoredJson.of(deployed.spec()),
        deployed.workflow().awaitedEvents(),
        now);
  }

  private @Nullable Workflow known(Version version) {
    synchronized (compiled) {
      return compiled.get(version);
    }
  }

  /**
   * The workflow that a run goes by.
   *
   * @throws UnreadableException when this version of the server cannot read it
   */
  public Workflow of(RunBirth run) {
    Version version = new Version(run.scope().tenant(), run.definition());
    Workflow known = known(version);
    return known == null ? keep(version, stored(run)) : known;
  }

  /**
   * What the expressions of a run see besides its steps: what its row tells, where it is in the
   * console, and the addresses of its callbacks. These begin as when it was accepted; where its row
   * does not tell that, with the address of this server.
   */
  public Map<String, Json> around(RunBirth birth, Workflow workflow) {
    String server = Objects.requireNonNullElseGet(birth.address(), address);
    Map<String, Json> names = new HashMap<>(birth.around());
    Json.Obj run = (Json.Obj) Objects.requireNonNull(names.get("run"));
    String link = "%s/runs/%s".formatted(server, Invocation.RUN_ID.write(birth.id()));
    Json.Obj addresses = callbacks(server, birth.id(), workflow);
    run = run.with(RunNames.LINK, Json.of(link));
    names.put("run", addresses.fields().isEmpty() ? run : run.with(RunNames.CALLBACKS, addresses));
    names.put(RunNames.CONSOLE, Json.of(server));
    return Map.copyOf(names);
  }

  private Json.Obj callbacks(String server, UUID run, Workflow workflow) {
    Json.Obj addresses = Json.EMPTY;
    if (callbacks != null) {
      for (String step : workflow.callbacks()) {
        addresses = addresses.with(step, Json.of(callbacks.of(server, run, step)));
      }
    }
    return addresses;
  }

  private Workflow stored(RunBirth run) {
    StoredJson spec =
        database
            .asEngine(
                EngineJob.JOURNAL,
                tx -> RecoveryStore.definition(tx, run.scope().tenant(), run.definition()))
            .orElseThrow(() -> unreadable(new IllegalStateException("it is missing")));
    try {
      return compiled(run.workflow(), (Json.Obj) spec.json());
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private Workflow compiled(String id, Json.Obj spec) {
    WorkflowCompiler.Compiled result = compiler.compile(id, spec);
    return result
        .workflow()
        .orElseThrow(() -> new IllegalStateException(result.problems().toString()));
  }

  private static UnreadableException unreadable(RuntimeException cause) {
    return new UnreadableException("the definition that the run goes by", cause);
  }

  private Workflow keep(Version version, Workflow workflow) {
    synchronized (compiled) {
      Workflow other = compiled.putIfAbsent(version, workflow);
      return Objects.requireNonNullElse(other, workflow);
    }
  }
}

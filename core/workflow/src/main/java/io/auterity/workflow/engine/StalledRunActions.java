package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.Tallies;
import io.auterity.workflow.live.TallyJson;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunStore;
import io.auterity.workflow.writer.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The actions on a stalled run, which a person asks for: end it, or repair its journal. */
public final class StalledRunActions {

  private static final int MAX_REASON = 1_000;

  private final Database database;
  private final RunLoader runLoader;
  private final StalledRuns stalled;
  private final LoadMarks marks;
  private final ActiveRuns runs;
  private final EngineCarriers carriers;
  private final Journal journal;
  private final Time time;

  StalledRunActions(
      Database database,
      RunLoader runLoader,
      StalledRuns stalled,
      LoadMarks marks,
      ActiveRuns runs,
      EngineCarriers carriers,
      Journal journal,
      Time time) {
    this.database = database;
    this.runLoader = runLoader;
    this.stalled = stalled;
    this.marks = marks;
    this.runs = runs;
    this.carriers = carriers;
    this.journal = journal;
    this.time = time;
  }

  /**
   * Ends a stalled run; when this returns, that is durable. What its journal tells, as far as it
   * can be read, is kept with the end.
   *
   * @param reason of the person, kept with the end
   * @param cancelled whether it counts as cancelled; as failed otherwise
   * @throws CallFailedException {@code not_found}; {@code invalid} without a reason; {@code
   *     conflict} when it is over or is not stalled; {@code unavailable}
   */
  public void end(TenantScope scope, UUID id, String by, String reason, boolean cancelled) {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    StoredRun stored = reserved(scope, id, reason);
    boolean handedOver = false;
    try {
      RunHead head = head(stored, by, reason, cancelled ? RunPhase.CANCELLED : RunPhase.FAILED);
      journal.append(
          JournalEntry.of(stored.birth(), List.of(), head), ending(stored.birth(), written));
      handedOver = true;
    } finally {
      if (!handedOver) {
        runs.admission.reserved.release(id);
      }
    }
    if (!RunMessage.durable(written)) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the end of the run could not be stored; try again");
    }
  }

  // The caller may have stopped waiting: the run is kept from others until this is settled.
  private Journal.Receipt ending(RunBirth ended, CompletableFuture<Boolean> written) {
    UUID id = ended.id();
    return new Journal.Receipt() {
      @Override
      public void committed() {
        stalled.remove(id);
        runs.admission.reserved.release(id);
        Thread.startVirtualThread(() -> runs.admission.turns.letNext(ended));
        written.complete(true);
      }

      @Override
      public void lost() {
        runs.admission.reserved.release(id);
        written.complete(false);
      }
    };
  }

  /**
   * Sets aside what cannot be read of the journal of a stalled run, and lets it go on; one that has
   * ended the server is loaded again as it is. Calls that may have happened unseen are in doubt: a
   * person is asked before they are made.
   *
   * @throws CallFailedException as {@link #end}; {@code conflict} also when more than its journal
   *     cannot be read, or when another carrier carries it on all the same
   */
  public void repair(TenantScope scope, UUID id, String by, String reason) {
    repair(scope, id, by, reason, false);
  }

  /**
   * As {@link #repair}; the step whose event could not be read is passed over, with null as its
   * output.
   *
   * @throws CallFailedException as {@link #repair}; {@code conflict} also when that step is not
   *     under way
   */
  public void skip(TenantScope scope, UUID id, String by, String reason) {
    repair(scope, id, by, reason, true);
  }

  private void repair(TenantScope scope, UUID id, String by, String reason, boolean skipping) {
    StoredRun stored = reserved(scope, id, reason);
    try {
      requireNotCarried(stored.birth());
      mend(stored, by, reason, skipping);
      stalled.remove(id);
    } finally {
      runs.admission.reserved.release(id);
    }
    runs.admission.takeUp(List.of(new RunQueue.Queued(id, scope.tenant())));
  }

  // What it still writes would replace what is mended.
  private void requireNotCarried(RunBirth run) {
    String carrier = run.carrier();
    if (carrier != null && carriers.carries(carrier, run.id())) {
      throw RunReservations.carriedOn(run.id());
    }
  }

  private void mend(StoredRun stored, String by, String reason, boolean skipping) {
    RunBirth birth = stored.birth();
    if (stalled.overwhelming(birth.id()) && !skipping) {
      marks.forgive(birth.id());
      return;
    }
    if (!journal.leads(birth.id())) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the database is not heard now; try again");
    }
    RunRepair repair = readable(stored);
    if (repair.sound()) {
      if (skipping) {
        throw new CallFailedException(
            FailureCode.CONFLICT, "the journal can be read: there is nothing to skip");
      }
      return;
    }
    List<EventRow> added = repair.mended(by, reason, skipping, time.now());
    JournalEntry entry = JournalEntry.of(birth, added, null);
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          RecoveryStore.setAside(tx, birth, repair.setAside(), time.now(), by, reason);
          return JournalStore.add(tx, journal.epoch(), List.of(entry));
        });
  }

  /** A stalled run, which is not taken up until it is released. */
  private StoredRun reserved(TenantScope scope, UUID id, String reason) {
    check(reason);
    standing(scope, id);
    runs.admission.reserve(id);
    boolean still = false;
    try {
      StoredRun stored = standing(scope, id);
      still = true;
      return stored;
    } finally {
      if (!still) {
        runs.admission.reserved.release(id);
      }
    }
  }

  private static void check(String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new CallFailedException(
          FailureCode.INVALID, "reason: say why, in at most %d characters".formatted(MAX_REASON));
    }
    if (reason.codePoints().anyMatch(StalledRunActions::isNoCharacter)) {
      throw new CallFailedException(
          FailureCode.INVALID, "reason: holds a control character or half a pair");
    }
  }

  private StoredRun standing(TenantScope scope, UUID id) {
    StoredRun stored =
        database
            .inTenant(scope, tx -> RunStore.find(tx, id))
            .orElseThrow(() -> WorkflowEngine.unknown(id));
    if (stored.head().phase().over()) {
      throw ActiveRuns.over(id);
    }
    if (stalled.reason(id).isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the run %s does not stand still; to end it, cancel it"
              .formatted(Invocation.RUN_ID.write(id)));
    }
    return stored;
  }

  private static boolean isNoCharacter(int point) {
    return Character.getType(point) == Character.SURROGATE
        || (Character.isISOControl(point) && !Character.isWhitespace(point));
  }

  private RunRepair readable(StoredRun stored) {
    if (stalled.overwhelming(stored.birth().id())) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "the run has ended the server: there is nothing to skip");
    }
    try {
      return read(stored);
    } catch (UnreadableException e) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "%s: such a run can only be ended".formatted(e.getMessage()));
    }
  }

  private RunRepair read(StoredRun stored) {
    List<EventRow> rows = new ArrayList<>();
    Set<Integer> aside =
        database.asEngine(
            EngineJob.JOURNAL,
            tx -> {
              RecoveryStore.events(tx, stored.birth(), rows::add);
              return RecoveryStore.aside(tx, stored.birth().id());
            });
    return new RunRepair(() -> runLoader.replay(stored), rows, aside);
  }

  private RunHead head(StoredRun stored, String by, String reason, RunPhase phase) {
    RunRepair repair = known(stored);
    String doubts =
        repair == null || repair.doubts().isEmpty()
            ? ""
            : "; what became of %s is not known".formatted(String.join(", ", repair.doubts()));
    String why = stalled.reason(stored.birth().id()).map(Failure::message).orElse("");
    Failure failure =
        Failure.of(
            phase == RunPhase.CANCELLED ? FailureCode.CANCELLED : FailureCode.INTERNAL,
            "ended by %s while it stood still: %s%s (%s)".formatted(by, reason, doubts, why));
    return new RunHead(
        stored.birth().id(),
        phase,
        null,
        null,
        stored.head().round(),
        null,
        time.now(),
        null,
        RunHead.failure(failure, null),
        repair == null ? null : progress(repair.run(), phase));
  }

  private @Nullable RunRepair known(StoredRun stored) {
    if (stalled.overwhelming(stored.birth().id())) {
      return null;
    }
    try {
      return read(stored);
    } catch (UnreadableException e) {
      return null;
    }
  }

  private static StoredJson progress(LoadedRun run, RunPhase phase) {
    Tallies tallies = run.progress().tallies(phase);
    return StoredJson.of(TallyJson.write(tallies, DoneOfTotal.of(run.workflow(), tallies)));
  }
}

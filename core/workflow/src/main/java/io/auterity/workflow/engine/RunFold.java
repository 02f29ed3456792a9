package io.auterity.workflow.engine;

import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.store.CarriedEventStore.WrittenEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run as its rows tell it, which is read on as long as the last of these is still there: a row is
 * replaced together with all that follow it, never one before alone. Confined to one thread at a
 * time.
 */
final class RunFold {

  /** Bytes of memory that are counted for a run, and for each event beside its text. */
  static final int OF_A_RUN = 16 << 10;

  static final int OF_AN_EVENT = 128;

  /** Of each byte of what the run was given and of the text of its events. */
  static final int OF_A_BYTE = 2;

  /** Reads the events of a run from one on, in their order, as of one moment. */
  interface Rows {
    void read(RunBirth run, int from, Consumer<WrittenEvent> each);
  }

  private final Replay replay;
  private final Set<Integer> aside;
  private @Nullable WrittenEvent last;

  /** The last row again, which is the first one that is read. */
  private @Nullable WrittenEvent expected;

  private boolean useless;
  private long bytes;

  private RunFold(Replay replay, Set<Integer> aside) {
    this.replay = replay;
    this.aside = aside;
    this.bytes = OF_A_RUN + (long) OF_A_BYTE * replay.birth().input().size();
    replay.leaveOut(aside);
  }

  /**
   * A run by all its rows.
   *
   * @throws io.auterity.workflow.journal.UnreadableException when it cannot be read
   */
  static RunFold of(StoredRun stored, RunLoader loader, Rows rows) {
    RunFold fold = new RunFold(loader.replay(stored), loader.aside(stored.birth().id()));
    rows.read(stored.birth(), 0, fold::add);
    return fold;
  }

  /**
   * Reads on, which takes the rows after its last one alone.
   *
   * @return whether it is still the run; it is of no use otherwise
   * @throws io.auterity.workflow.journal.UnreadableException when it cannot be read
   */
  boolean readOn(StoredRun stored, RunLoader loader, Rows rows) {
    RunBirth birth = stored.birth();
    if (!replay.birth().equals(birth)) {
      return false;
    }
    expected = last;
    rows.read(birth, last == null ? 0 : last.row().seq(), this::add);
    return !useless
        && expected == null
        && !replay.outdated()
        && aside.equals(loader.aside(birth.id()));
  }

  private void add(WrittenEvent next) {
    if (expected != null) {
      useless = !next.equals(expected);
      expected = null;
    } else if (!useless) {
      replay.add(next.row());
      last = next;
      bytes += OF_AN_EVENT + (long) OF_A_BYTE * next.row().payload().size();
    }
  }

  /** Bytes of memory that it counts for. */
  long bytes() {
    return bytes;
  }

  /** How far the run is. Calls that no row tells of are under way since the last one. */
  RunProgress progress(StoredRun stored, Instant now) {
    RunProgress progress = replay.run().progress();
    progress.phase(stored.head().phase(), now);
    if (stored.head().phase() != RunPhase.QUEUED) {
      replay.state().underWay().forEach(call -> progress.started(call, since(stored)));
    }
    return progress;
  }

  private Instant since(StoredRun stored) {
    return last == null
        ? Objects.requireNonNullElse(stored.head().started(), stored.birth().created())
        : last.row().at();
  }
}

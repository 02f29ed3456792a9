package io.auterity.workflow.engine;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what of a damaged journal can be kept. An event is set aside when it cannot be read, or
 * could not have happened after what is kept; the calls that it told of are in doubt.
 */
final class RunRepair {

  /** Beginnings that are tried; behind the last one everything is set aside. */
  private static final int MOST_ATTEMPTS = 200;

  private final Supplier<Replay> fresh;
  private final List<EventRow> rows;
  private final Set<Integer> known;
  private final NavigableSet<Integer> aside = new TreeSet<>();
  private final Set<Integer> missing = new TreeSet<>();
  private int refused;
  private Replay kept;

  /**
   * Reads a journal as far as it can be read.
   *
   * @param fresh the beginning of the run
   * @param known numbers of events that were set aside before
   */
  RunRepair(Supplier<Replay> fresh, List<EventRow> rows, Set<Integer> known) {
    this.fresh = fresh;
    this.rows = List.copyOf(rows);
    this.known = Set.copyOf(known);
    findMissing();
    findUnreadable();
    this.kept = longest();
  }

  private void findMissing() {
    Set<Integer> there = new LinkedHashSet<>(known);
    rows.forEach(row -> there.add(row.seq()));
    int last = rows.isEmpty() ? 0 : rows.getLast().seq();
    for (int seq = 1; seq < last; seq++) {
      if (!there.contains(seq)) {
        missing.add(seq);
      }
    }
  }

  // These need no attempt of their own: whatever is kept, they cannot be read.
  private void findUnreadable() {
    for (EventRow row : rows) {
      try {
        var _ = EventCodec.read(row);
      } catch (RuntimeException e) {
        aside.add(row.seq());
      }
    }
  }

  private Replay longest() {
    Replay replay = attempt();
    for (int more = 1; replay == null; more++) {
      if (more == MOST_ATTEMPTS) {
        int first = refused;
        rows.stream().map(EventRow::seq).filter(seq -> seq >= first).forEach(aside::add);
      }
      replay = attempt();
    }
    return replay;
  }

  /** Null when one more has to be set aside. */
  private @Nullable Replay attempt() {
    Replay replay = fresh.get();
    replay.leaveOut(known);
    replay.leaveOut(missing);
    replay.leaveOut(aside);
    for (EventRow row : rows) {
      if (!aside.contains(row.seq())) {
        try {
          if (!replay.admit(row)) {
            aside.add(row.seq());
          }
        } catch (RuntimeException e) {
          refused = row.seq();
          aside.add(refused);
          return null;
        }
      }
    }
    return replay;
  }

  /** Whether nothing has to be set aside. */
  boolean sound() {
    return setAside().isEmpty();
  }

  /** Numbers of the events that are set aside or missing. */
  Set<Integer> setAside() {
    Set<Integer> all = new TreeSet<>(aside);
    all.addAll(missing);
    return all;
  }

  /** The run as what is kept tells it. */
  LoadedRun run() {
    return kept.run();
  }

  /** Steps whose calls may have happened unseen, as people see them. */
  List<String> doubts() {
    Workflow workflow = kept.state().workflow();
    return suspects().stream().map(step -> step.text(workflow)).toList();
  }

  private Set<StepKey> suspects() {
    Workflow workflow = kept.state().workflow();
    Set<StepKey> suspects = new LinkedHashSet<>(kept.state().underWay());
    for (EventRow row : rows) {
      boolean ofCall =
          row.node() >= 0
              && row.node() < workflow.nodes().size()
              && workflow.node(row.node()) instanceof Node.Call;
      if (ofCall && aside.contains(row.seq())) {
        StepKey step = new StepKey(row.node(), row.path(), row.round());
        if (step.fits(workflow)) {
          suspects.add(step);
        }
      }
    }
    return suspects;
  }

  /**
   * The events with which the run goes on.
   *
   * @param skipping whether the step of the first event that is set aside is passed over
   * @throws CallFailedException {@code conflict} when there is no such step
   */
  List<EventRow> mended(String by, String reason, boolean skipping, Instant now) {
    List<StepKey> suspects = new ArrayList<>(suspects());
    StepKey skipped = skipping ? stalling() : null;
    suspects.remove(skipped);
    List<RunEvent> events = new ArrayList<>();
    events.add(new RunEvent.Repaired(by, reason, suspects, !missing.isEmpty()));
    if (skipped != null) {
      events.add(new RunEvent.Skipped(skipped, skipped(by, reason)));
    }
    int seq = Math.max(kept.run().seq(), rows.isEmpty() ? 0 : rows.getLast().seq());
    List<EventRow> added = new ArrayList<>();
    for (RunEvent event : events) {
      added.add(EventCodec.write(new RecordedEvent(++seq, event, null, null, now)));
    }
    return added;
  }

  private StepKey stalling() {
    int first = setAside().iterator().next();
    return rows.stream()
        .filter(row -> row.seq() == first)
        .map(row -> new StepKey(row.node(), row.path(), row.round()))
        .filter(this::canBeSkipped)
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.CONFLICT,
                    "the event %d belongs to no step that is under way: repair the run, or end it"
                        .formatted(first)));
  }

  private boolean canBeSkipped(StepKey step) {
    return step.fits(kept.state().workflow())
        && Decider.admits(kept.state(), new RunEvent.Skipped(step, skipped("", "")));
  }

  private static Failure skipped(String by, String reason) {
    return Failure.of(
            FailureCode.IN_DOUBT,
            "skipped by %s: %s; what it did is not known".formatted(by, reason))
        .withApplied(Applied.UNKNOWN);
  }
}

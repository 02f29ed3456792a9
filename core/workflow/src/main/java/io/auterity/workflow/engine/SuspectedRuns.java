package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.workflow.store.RecoveryStore.Unfinished;
import io.auterity.workflow.store.RunLoadStore.Suspect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that had just been taken up when the last server ended without closing: one of them may
 * have ended it, so they are taken up one at a time.
 */
final class SuspectedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(SuspectedRuns.class);

  /** So long each is awaited before the next one is taken up. */
  private static final Duration LONGEST_CARE = Duration.ofMinutes(1);

  private final LoadMarks marks;
  private final StalledRuns stalled;
  private final Time time;
  private final List<RunQueue.Queued> suspects = new ArrayList<>();

  SuspectedRuns(LoadMarks marks, StalledRuns stalled, Time time) {
    this.marks = marks;
    this.stalled = stalled;
    this.time = time;
  }

  /**
   * Sets the suspected ones apart; one that ended the server too often stands still. The others.
   */
  List<Unfinished> setApart(List<Unfinished> unfinished) {
    Set<UUID> apart = new HashSet<>();
    for (Suspect suspect : marks.recover(unfinished)) {
      apart.add(suspect.run());
      if (suspect.alone() >= LoadMarks.MOST_EXITS) {
        stalled.addOverwhelming(suspect.run());
      } else {
        suspects.add(new RunQueue.Queued(suspect.run(), suspect.tenant()));
      }
    }
    return unfinished.stream().filter(run -> !apart.contains(run.run())).toList();
  }

  /**
   * Takes them up, each once the one before has got further, for a minute at most.
   *
   * @param open whether runs are carried on still
   */
  void takeUp(BooleanSupplier open, Consumer<RunQueue.Queued> takeUp) {
    if (!suspects.isEmpty()) {
      LOG.warn(
          "The last server ended without closing while {} runs had just been taken up; they are"
              + " taken up one at a time.",
          suspects.size());
    }
    long end = time.nanos() + LONGEST_CARE.toNanos();
    for (RunQueue.Queued suspect : suspects) {
      boolean careful = time.nanos() - end < 0;
      if (open.getAsBoolean()) {
        takeUp.accept(suspect);
        if (careful) {
          marks.awaitAlone(suspect.run());
        }
      }
    }
  }
}

package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All reopenings of a run, in their order: which events count, and in which round a step is. */
public final class Reopenings {

  /** A run that was never reopened. */
  public static final Reopenings NONE = new Reopenings(List.of());

  private final List<Reopening> all;

  public Reopenings(List<Reopening> all) {
    this.all = List.copyOf(all);
  }

  /** These and one more. */
  public Reopenings with(Reopening next) {
    List<Reopening> more = new ArrayList<>(all);
    more.add(next);
    return new Reopenings(more);
  }

  /** How often the run was reopened after its end. */
  public int count() {
    return (int) all.stream().filter(Reopening::over).count();
  }

  boolean any() {
    return !all.isEmpty();
  }

  /** Whether the event of that number is one of these. */
  public boolean tells(int seq) {
    return all.stream().anyMatch(one -> one.seq() == seq);
  }

  /** Whether an event of that number counts no more. */
  public boolean leavesOut(int seq, RunEvent event) {
    return all.stream().anyMatch(one -> one.seq() > seq && one.covers(event));
  }

  /**
   * Whether an event of that number is left out where it could not have happened: it followed from
   * what counts no more.
   */
  public boolean mayLeaveOut(int seq, RunEvent event) {
    return !all.isEmpty() && all.getLast().seq() > seq && mayFollow(event);
  }

  /** Whether an event may have followed from what happened to other steps. */
  static boolean mayFollow(RunEvent event) {
    return event instanceof RunEvent.Abandoned
        || event instanceof RunEvent.TimerSet
        || event instanceof RunEvent.TimerFired
        || event instanceof RunEvent.Paused
        || event instanceof RunEvent.Resumed;
  }

  /** In which round a step is: 0, and one more for each time it is done again. */
  int round(StepKey step) {
    int round = 0;
    for (Reopening one : all) {
      round += one.covers(step) ? 1 : 0;
    }
    return round;
  }

  /** What a step is given in this round in place of its own input; null for that. */
  public @Nullable Json input(StepKey step) {
    for (Reopening one : all.reversed()) {
      if (one.covers(step)) {
        return one.input(step);
      }
    }
    return null;
  }
}

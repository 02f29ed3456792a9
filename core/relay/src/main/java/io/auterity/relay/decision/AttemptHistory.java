package io.auterity.relay.decision;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The history of a call's attempts: what the machine that decides over them was told, in its order;
 * with it and the plan its decisions can be made again.
 *
 * @param notes what happened
 * @param chances what chance and budgets answered when the machine asked, in that order: a draw, or
 *     1 for yes and 0 for no
 */
public record AttemptHistory(List<Note> notes, List<Double> chances) {

  private static final Set<Kind> SMOOTH = EnumSet.of(Kind.BEGAN, Kind.SEEN, Kind.ENDED);

  /** Of a call that made no attempt, or whose first attempt was all that there was to decide. */
  public static final AttemptHistory NONE = new AttemptHistory(List.of(), List.of());

  public AttemptHistory {
    notes = List.copyOf(notes);
    chances = List.copyOf(chances);
  }

  /** The same; nothing when it tells of one attempt that succeeded and no more. */
  public AttemptHistory ifAny() {
    boolean smooth =
        chances.isEmpty()
            && notes.stream().allMatch(note -> SMOOTH.contains(note.kind()) && note.attempt() == 1);
    return smooth ? NONE : this;
  }

  /** What can happen. */
  public enum Kind {
    BEGAN,
    WITHHELD,
    SEEN,
    ENDED,
    FAILED,
    DEADLINE,
    HEDGE,
    BACKOFF,
    CALLER_GONE,
    UNSURE,
    /** A stream was cut, and another offer goes on with it. */
    CUT
  }

  /**
   * One thing that happened.
   *
   * @param attempt its number; 0 where it concerns no single one
   * @param nanos after the call began
   * @param left the offers that could be asked instead of one that was withheld or cut; empty
   *     otherwise
   */
  public record Note(Kind kind, int attempt, long nanos, List<String> left) {
    public Note {
      left = List.copyOf(left);
    }
  }
}

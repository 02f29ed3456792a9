package io.auterity.workflow.journal;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a run, as its inbox keeps it.
 *
 * @param id the same whenever the message is stored again
 * @param name what in the run it is for, e.g. a step or a signal; null for the run itself
 * @param payload what it says; null where its kind says all
 * @param by who sent it
 */
public record InboxMessage(
    UUID id, Kind kind, @Nullable String name, @Nullable StoredJson payload, String by) {

  /** A request about the run as a whole, e.g. to end it. */
  public static InboxMessage request(UUID id, Kind kind, String by) {
    return new InboxMessage(id, kind, null, null, by);
  }

  /** What a message is; one of a kind that a server does not know waits for one that does. */
  public enum Kind {
    /** A request to end the run. */
    CANCEL,
    /** The answer about a call in doubt. */
    ANSWER,
    /** The end of a run that a step has started. */
    CHILD_ENDED,
    /** What a step may await that names the signal. */
    SIGNAL,
    /** A vote of a person on what a step asks. */
    VOTE,
    /** An event that a step awaits. */
    EVENT,
    /** A request to start nothing more of the run for now. */
    PAUSE,
    /** A request to let a paused run go on. */
    RESUME,
    /** A request to go again from a step. */
    AGAIN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Whether it concerns the run as a whole, and goes before what carries the run on. */
    public boolean ofRun() {
      return this == CANCEL || this == PAUSE || this == RESUME;
    }

    /** Whether a run is loaded at once to take it, even beyond the bound of runs in memory. */
    public boolean urgent() {
      return this == CANCEL || this == PAUSE;
    }

    /** Its name in rows. */
    public String wire() {
      return wire;
    }
  }

  /**
   * The mark that a message is taken.
   *
   * @param refused why it had no effect; null when it had
   */
  public record Taken(UUID id, @Nullable String refused) {}
}

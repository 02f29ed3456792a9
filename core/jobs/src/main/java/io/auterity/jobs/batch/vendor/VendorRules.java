package io.auterity.jobs.batch.vendor;

import java.time.Duration;
import java.time.Instant;

/** The decider for a batch at a vendor, without I/O: what is done next. */
final class VendorRules {

  /** As many lines as one has at most, far fewer than vendors take. */
  static final int MOST_LINES = 1_000;

  /** Bytes of requests from which on no more are gathered for one. */
  static final long MOST_BYTES = 32L << 20;

  /** No line came for so long: there are no more for now. */
  static final Duration QUIET = Duration.ofSeconds(5);

  /** So long the first line waits for others at most. */
  static final Duration GATHERING = Duration.ofMinutes(1);

  /** How often a vendor is asked how a batch stands. */
  static final Duration LOOK = Duration.ofSeconds(30);

  /** Results are read once no further line has come for so long that they are for. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  /** How long a vendor is given for one request. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** From when a batch is about to be handed over until its vendor shows it, if it has it. */
  static final Duration SHOWN = PATIENCE.multipliedBy(2);

  /** How often a vendor is told in vain that a batch is not wanted. */
  static final int MOST_TRIES = 120;

  /** Time that must be left for a line to be put into a batch. */
  static final Duration LEAST = Duration.ofHours(1);

  /** So long before its lines must have an end a batch is cancelled, and they are sent alone. */
  static final Duration MARGIN = Duration.ofMinutes(15);

  /** Where it is. */
  enum Stage {
    GATHERING,
    /** It is unknown whether the vendor has it. */
    UNSURE,
    UNDER_WAY,
    ENDED
  }

  /** What is done. */
  enum Act {
    WAIT,
    CREATE,
    FIND,
    LOOK,
    CANCEL,
    READ,
    /** Its lines are not handed over any more. */
    LEAVE,
    /** No line waits for it. */
    CLOSE
  }

  /**
   * How it stands.
   *
   * @param waiting lines that wait for it
   * @param bytes of their requests
   * @param first when the first of them came
   * @param last when the last of them came
   * @param asked when the vendor was asked last; long ago when never
   * @param cancelling whether its lines are not wanted any more
   * @param cancelled whether the vendor was told so
   * @param expires when its lines must have an end
   */
  record Standing(
      Stage stage,
      int waiting,
      long bytes,
      Instant first,
      Instant last,
      Instant asked,
      boolean cancelling,
      boolean cancelled,
      Instant expires) {}

  /** Whether there is time enough to put a line into a batch. */
  static boolean open(Instant expires, Instant now) {
    return !now.plus(LEAST).isAfter(expires);
  }

  /** What is done next. */
  static Act next(Standing is, Instant now) {
    boolean due = !now.isBefore(is.asked().plus(LOOK));
    boolean unwanted = is.cancelling() || isLate(is.expires(), now);
    boolean there = is.stage() == Stage.UNSURE || is.stage() == Stage.UNDER_WAY;
    if (unwanted && there && !is.cancelled()) {
      Act told = is.stage() == Stage.UNSURE ? Act.FIND : Act.CANCEL;
      return due ? told : Act.WAIT;
    }
    if (is.waiting() == 0) {
      return Act.CLOSE;
    }
    if (unwanted && is.stage() == Stage.GATHERING) {
      return Act.LEAVE;
    }
    return switch (is.stage()) {
      case GATHERING -> due && gathered(is, now) ? Act.CREATE : Act.WAIT;
      case UNSURE -> due ? Act.FIND : Act.WAIT;
      case UNDER_WAY -> due ? Act.LOOK : Act.WAIT;
      case ENDED -> now.isBefore(is.last().plus(SETTLED)) ? Act.WAIT : Act.READ;
    };
  }

  /** Whether lines are rather sent alone than waited for. */
  static boolean isLate(Instant expires, Instant now) {
    return !now.isBefore(expires.minus(MARGIN));
  }

  private static boolean gathered(Standing is, Instant now) {
    return isFull(is.waiting(), is.bytes())
        || !now.isBefore(is.last().plus(QUIET))
        || !now.isBefore(is.first().plus(GATHERING));
  }

  /** Whether no more lines are gathered for one. */
  static boolean isFull(int lines, long bytes) {
    return lines >= MOST_LINES || bytes >= MOST_BYTES;
  }
}

package io.auterity.relay.attempt;

import io.auterity.spi.Failure;
import java.util.List;

/** What happened to a call's attempts; {@code at} is in nanoseconds. */
public sealed interface Event {

  long at();

  /** The attempt has its permit, slot and hold, and is on its way. */
  record Began(int attempt, long at) implements Event {}

  /**
   * The attempt could not begin, so nothing was sent.
   *
   * @param plan what is left to try, in a new order
   * @param why what to tell the caller if nothing is left
   */
  record Withheld(int attempt, long at, List<Choice> plan, Failure why) implements Event {
    public Withheld {
      plan = List.copyOf(plan);
    }
  }

  /** The first event of a stream is here. */
  record FirstToken(int attempt, long at) implements Event {}

  record Ended(int attempt, long at) implements Event {}

  record Failed(int attempt, long at, Failure failure) implements Event {}

  /** A timer that was armed has gone off. */
  record Timer(Kind kind, long at) implements Event {

    /** What it was armed for. */
    public enum Kind {
      DEADLINE,
      BACKOFF
    }
  }

  record CallerGone(long at) implements Event {}
}

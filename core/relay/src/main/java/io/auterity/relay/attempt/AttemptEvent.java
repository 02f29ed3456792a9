package io.auterity.relay.attempt;

import io.auterity.spi.Failure;
import java.util.List;

/** An event of a call's attempts, as input of their state machine; {@code at} is in nanoseconds. */
public sealed interface AttemptEvent {

  long at();

  /** The attempt has its permit, slot and hold, and is on its way. */
  record Began(int attempt, long at) implements AttemptEvent {}

  /**
   * The attempt could not begin, so nothing was sent.
   *
   * @param plan what is left to try, in a new order
   * @param why what to tell the caller if nothing is left
   */
  record Withheld(int attempt, long at, List<Choice> plan, Failure why) implements AttemptEvent {
    public Withheld {
      plan = List.copyOf(plan);
    }
  }

  /** The first event of a stream is here. */
  record FirstToken(int attempt, long at) implements AttemptEvent {}

  record Ended(int attempt, long at) implements AttemptEvent {}

  /** The attempt gave an answer that is not sure enough, which is kept. */
  record Unsure(int attempt, long at) implements AttemptEvent {}

  record Failed(int attempt, long at, Failure failure) implements AttemptEvent {}

  /**
   * A stream was cut after its first event was handed on, and others can go on with it.
   *
   * @param left who can, in their order
   */
  record Cut(int attempt, long at, List<Choice> left, Failure failure) implements AttemptEvent {
    public Cut {
      left = List.copyOf(left);
    }
  }

  /** A timer that was armed has gone off. */
  record Timer(Kind kind, long at) implements AttemptEvent {

    /** What it was armed for. */
    public enum Kind {
      DEADLINE,
      /** The first attempt has had its time, and may get a rival. */
      HEDGE,
      BACKOFF
    }
  }

  record CallerGone(long at) implements AttemptEvent {}
}

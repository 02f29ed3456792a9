package io.auterity.gateway.tuning;

import io.auterity.platform.call.CallOptions;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningState;
import java.time.Duration;
import java.time.Instant;

/** What is to be done for a job and when, decided without looking at anything. */
public final class TuningRules {

  /** A call that begins a job is over by then, whatever came of it. */
  private static final Duration BEGINNING = CallOptions.LONGEST.plusMinutes(5);

  /** A job that no provider has so long after it was asked for was never begun. */
  static final Duration DOUBT = Duration.ofHours(1);

  /** How long a provider that cannot be asked for a job in doubt is waited for. */
  static final Duration LONGEST_DOUBT = Duration.ofDays(30);

  /** How long a vendor may take to tell what a job trained, after its end. */
  static final Duration UNTOLD = Duration.ofHours(24);

  /** When it is looked whether a vendor still tells what was billed. */
  static final Duration LOOK_BACK = Duration.ofHours(24);

  /** How often that is tried of a provider that cannot be asked. */
  static final int LOOKS_BACK = 5;

  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Vendors choose three where they may and the examples are few. */
  private static final int USUAL_EPOCHS = 3;

  private static final int BYTES_OF_TOKEN = 4;

  private TuningRules() {}

  /** What is done next. */
  enum Duty {
    /** Nobody knows whether a provider has it. */
    FIND,
    /** Its provider tells how far it is. */
    ASK,
    /** It has ended, and what it trained is not told. */
    COUNT,
    BILL,
    /** It is billed: does its provider still tell the same? */
    LOOK_BACK
  }

  static Duty duty(KeptTuning job) {
    KeptTuning.End end = job.end();
    if (job.job() == null) {
      return Duty.FIND;
    }
    if (end == null) {
      return Duty.ASK;
    }
    if (end.billed()) {
      return Duty.LOOK_BACK;
    }
    return end.trained() > 0 ? Duty.BILL : Duty.COUNT;
  }

  /** Whether something may have to be paid for a job that ended so. */
  public static boolean owes(Tuning ended) {
    return ended.state() == TuningState.SUCCEEDED || trained(ended) > 0;
  }

  /** What a job is told to have trained; 0 when that is not told. */
  public static long trained(Tuning told) {
    Long trained = told.trainedTokens();
    return trained == null ? 0 : trained;
  }

  /** From when on nobody waits for the call any more that is to begin a job. */
  public static Instant inDoubt(Instant created) {
    return created.plus(BEGINNING);
  }

  /** When a job that goes on is asked for again: after a tenth of its age, 1 to 10 minutes. */
  public static Instant next(Instant created, Instant now) {
    Duration tenth = Duration.between(created, now).dividedBy(10);
    Duration pace = tenth.compareTo(LATEST) > 0 ? LATEST : tenth;
    return now.plus(pace.compareTo(SOONEST) < 0 ? SOONEST : pace);
  }

  /** When what failed is tried again: after a minute, and twice that each time, up to an hour. */
  static Instant again(int failures, Instant now) {
    Duration wait = SOONEST.multipliedBy(1L << Math.min(failures, 6));
    return now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }

  /**
   * Tokens that a job trained of which nobody tells: a token for four bytes of examples, as often
   * as it was to learn them, or else three times. JSON around the examples makes it too many.
   */
  static long estimate(TuningOrder order) {
    Integer epochs = order.epochs();
    long tokens = (order.bytes() + BYTES_OF_TOKEN - 1) / BYTES_OF_TOKEN;
    return Math.max(1, tokens * (epochs == null ? USUAL_EPOCHS : epochs));
  }
}

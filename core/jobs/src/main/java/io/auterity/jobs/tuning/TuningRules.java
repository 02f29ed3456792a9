package io.auterity.jobs.tuning;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.time.Backoff;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decider for fine-tuning jobs, without I/O: what is to be done and when. */
public final class TuningRules {

  /** A call that begins a job is over by then, whatever its result. */
  private static final Duration BEGINNING = CallOptions.LONGEST.plusMinutes(5);

  /** A job that no provider has so long after it was asked for was never begun. */
  static final Duration DOUBT = Duration.ofHours(1);

  /** How long a provider that cannot be asked for a job in doubt is waited for. */
  static final Duration LONGEST_DOUBT = Duration.ofDays(30);

  /** How long a vendor may take to tell what a job trained, after its end. */
  static final Duration UNTOLD = Duration.ofHours(24);

  /** When one is asked for again that ended without success, and of which nothing was told. */
  static final Duration SECOND_ASK = Duration.ofHours(1);

  /** How long a job is followed, or a bill of it tried, of which nothing comes any more. */
  static final Duration LONGEST_DEBT = Duration.ofDays(35);

  /** How often in a row that must have failed, since a server may have stood still meanwhile. */
  static final int FEWEST_ASKS = 24;

  /** The owner's limits have no room for the bill at the moment; it stays due. */
  private static final Set<FailureCode> WITHOUT_ROOM =
      Set.of(FailureCode.QUOTA_EXHAUSTED, FailureCode.BUDGET_EXHAUSTED);

  /** When it is looked whether a vendor still tells what was billed. */
  static final Duration LOOK_BACK = Duration.ofHours(24);

  /** How often that is tried of a provider that cannot be asked. */
  static final int LOOKS_BACK = 5;

  /** When a job is tried again of which nothing could be read or written here. */
  static final Duration TROUBLE = Duration.ofMinutes(15);

  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Vendors choose three where they may and the examples are few. */
  private static final int USUAL_EPOCHS = 3;

  private static final int BYTES_OF_TOKEN = 4;

  private TuningRules() {}

  /** What is done next. */
  enum Duty {
    /** It is unknown whether a provider has it. */
    FIND,
    /** Its provider tells how far it is. */
    ASK,
    /** It has ended, and what it trained is not told. */
    COUNT,
    BILL,
    /** It is billed: does its provider still tell the same? */
    LOOK_BACK
  }

  static Duty duty(TuningJob job) {
    TuningJob.End end = job.end();
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

  /** The result of asking what an ended job trained. */
  enum Count {
    /** It is told. */
    TOLD,
    /** It succeeded and is not told in time: its file says about how much it is. */
    ESTIMATED,
    /** It is told to be none, or it did not succeed and no trained tokens are reported. */
    NOTHING,
    /** It may still be told. */
    OPEN
  }

  /**
   * The result of asking the provider for the trained tokens.
   *
   * @param told null when the provider could not be asked; what has not ended tells no more
   */
  static Count count(TuningJob.End end, @Nullable Tuning told, Instant now) {
    if (told == null || !told.state().ended()) {
      return late(end, UNTOLD, end.estimated(), now);
    }
    Long trained = told.trainedTokens();
    if (trained != null) {
      return trained > 0 ? Count.TOLD : Count.NOTHING;
    }
    return told.state() == TuningState.SUCCEEDED
        ? late(end, UNTOLD, false, now)
        : late(end, SECOND_ASK, true, now);
  }

  private static Count late(TuningJob.End end, Duration patience, boolean vain, Instant now) {
    if (now.isBefore(end.at().plus(patience))) {
      return Count.OPEN;
    }
    return vain ? Count.NOTHING : Count.ESTIMATED;
  }

  /**
   * What follows a failure: the job is given up when it is to be asked for or billed, and has
   * failed too often for too long. A want of room under a limit says nothing of the job: it counts
   * as one failure at most, however long it lasts.
   *
   * @param before how often in a row it has failed before
   */
  static JobRetry retry(TuningJob job, int before, Failure failure, Instant now) {
    boolean noRoom = withoutRoom(failure);
    int failures = noRoom ? Math.max(1, before) : before + 1;
    Duration pause =
        noRoom ? paceWithoutRoom(job, now) : new Backoff(SOONEST, LONGEST_WAIT).after(before);
    return new JobRetry(failures, now.plus(pause), !noRoom && isHopeless(job, failures, now));
  }

  private static boolean isHopeless(TuningJob job, int failures, Instant now) {
    return switch (duty(job)) {
      case ASK, BILL -> failures >= FEWEST_ASKS && !now.isBefore(heard(job).plus(LONGEST_DEBT));
      case FIND, COUNT, LOOK_BACK -> false;
    };
  }

  // One that lacks room is tried after as long as it has lacked it.
  private static Duration paceWithoutRoom(TuningJob job, Instant now) {
    Duration since = Duration.between(heard(job), now);
    Duration pace = since.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : since;
    return pace.compareTo(SOONEST) < 0 ? SOONEST : pace;
  }

  /** Whether a limit refuses it for now: it has no room, or waits for an approval. */
  static boolean withoutRoom(Failure failure) {
    return WITHOUT_ROOM.contains(failure.code());
  }

  private static Instant heard(TuningJob job) {
    TuningJob.End end = job.end();
    if (end != null) {
      return end.at();
    }
    TuningJob.Told told = job.told();
    Instant created = job.order().created();
    return told == null || told.at().isBefore(created) ? created : told.at();
  }

  /** Whether something may have to be paid for a job that ended so. */
  public static boolean owes(Tuning ended) {
    return trained(ended) > 0 || ended.trainedTokens() == null;
  }

  /** Whether an ended job is taken to have trained nothing, without a report of it. */
  public static boolean vain(Tuning ended) {
    return ended.trainedTokens() == null && ended.state() != TuningState.SUCCEEDED;
  }

  /** What a job is told to have trained; 0 when that is not told. */
  public static long trained(Tuning told) {
    Long trained = told.trainedTokens();
    return trained == null ? 0 : trained;
  }

  /** The time after which no caller waits any more for the call that is to begin a job. */
  public static Instant inDoubt(Instant created) {
    return created.plus(BEGINNING);
  }

  /** When a job that goes on is asked for again: after a tenth of its age, 1 to 10 minutes. */
  public static Instant next(Instant created, Instant now) {
    Duration tenth = Duration.between(created, now).dividedBy(10);
    Duration pace = tenth.compareTo(LATEST) > 0 ? LATEST : tenth;
    return now.plus(pace.compareTo(SOONEST) < 0 ? SOONEST : pace);
  }

  /**
   * The estimate of trained tokens that no provider reports: a token for four bytes of examples, as
   * often as it was to learn them, or else three times. JSON around the examples makes it too many.
   */
  static long estimate(TuningOrder order) {
    Integer epochs = order.epochs();
    long tokens = (order.bytes() + BYTES_OF_TOKEN - 1) / BYTES_OF_TOKEN;
    return Math.max(1, tokens * (epochs == null ? USUAL_EPOCHS : epochs));
  }
}

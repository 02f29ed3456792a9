package io.auterity.jobs.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.job.JobTurn;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows fine-tuning jobs in the background until they have ended and are billed.
 *
 * <p>A job that trained something is due for billing until it is {@link TuningStore#settled}, and
 * is billed by one decision, whose id is noted before the call. A server that is killed after that
 * call leaves a bill that is either found among the decisions, and noted, or made again under the
 * same id, of which one decision is written: usage has it once. A budget alone may count it twice,
 * if the server is killed during that call, before its decision is written.
 */
public final class TuningFollowUp implements JobKind {

  /** The name of the kind, with the job's id as subject and its provider as lane. */
  public static final String NAME = "tuning";

  private static final Logger LOG = LoggerFactory.getLogger(TuningFollowUp.class);

  private static final AuditedAct BILL = AuditedAct.ofPlatform("ai.tuning.settle");

  private final TuningParts parts;
  private final TuningCalls calls;
  private final UUID me;

  public TuningFollowUp(TuningParts parts) {
    this.parts = parts;
    this.calls = new TuningCalls(parts.invoker(), parts.ids());
    this.me = parts.ids().next();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<EngineStatement> former() {
    return parts.tunings().former();
  }

  /** Does all that can be done at once. */
  @Override
  public JobTurn run(Job job) {
    UUID id = UUID.fromString(job.subject());
    Optional<Instant> elsewhere = parts.tunings().lease(job.scope(), id, me, parts.time().now());
    if (elsewhere.isPresent()) {
      return new JobTurn.Later(elsewhere.get());
    }
    JobTurn turn = followed(job, id);
    if (turn instanceof JobTurn.Again(var due, var _)) {
      parts.tunings().release(job.scope(), id, me, due, 0);
    } else if (turn instanceof JobTurn.Failed(var _, var retry)) {
      parts.tunings().release(job.scope(), id, me, retry.due(), retry.failures());
    }
    return turn;
  }

  private JobTurn followed(Job job, UUID id) {
    int failures = job.failures();
    Optional<TuningJob> tuning = parts.tunings().get(job.scope(), id, me);
    while (tuning.isPresent()) {
      TuningJob one = tuning.get();
      try {
        Instant due = turn(one, failures);
        if (due != null) {
          return new JobTurn.Again(due);
        }
      } catch (CallFailedException e) {
        return new JobTurn.Failed(
            e.failure(), TuningRules.retry(one, failures, e.failure(), parts.time().now()));
      }
      failures = 0;
      tuning = parts.tunings().get(job.scope(), id, me);
    }
    return new JobTurn.Done();
  }

  // Neither a database that is away nor a defect says anything of the job at its provider.
  @Override
  public JobRetry retry(Job job, Failure failure, Instant now) {
    return new JobRetry(job.failures(), now.plus(TuningRules.TROUBLE), false);
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    UUID id = UUID.fromString(job.subject());
    String what =
        parts.tunings().settled(tx, id, parts.time().now()).map(TuningFollowUp::left).orElse("");
    AuditedChange change =
        new AuditedChange(
            "tuning/" + TuningJob.ID.write(id),
            "followed up",
            "given up: %s%s".formatted(failure.message(), what));
    return new GivenUp(BILL, List.of(change));
  }

  private static String left(TuningJob tuning) {
    TuningJob.End end = tuning.end();
    Ref lies = tuning.job();
    if (lies == null) {
      return "; any of its providers may have it";
    }
    String trained =
        end == null
            ? "what it trained, if anything, is not billed"
            : end.billed()
                ? "it is billed"
                : end.trained()
                    + (end.estimated() ? " tokens, by estimate," : " tokens")
                    + " are not billed";
    return "; %s, look at its provider %s for %s".formatted(trained, lies.provider(), lies.id());
  }

  /** When there is something to do for it again; null for at once, if there is anything at all. */
  private @Nullable Instant turn(TuningJob job, int failures) {
    return switch (TuningRules.duty(job)) {
      case FIND -> find(job);
      case ASK -> ask(job);
      case COUNT -> count(job);
      case BILL -> bill(job, job.order().owner());
      case LOOK_BACK -> lookBack(job, failures);
    };
  }

  // In doubt: it is only surely nowhere once all who could have it were asked.
  private @Nullable Instant find(TuningJob job) {
    Instant asked = parts.time().now();
    CallFailedException silent = null;
    for (String provider : parts.providers().apply(job.scope())) {
      try {
        Optional<Tuning> found = calls.find(job, provider);
        if (found.isPresent()) {
          Tuning told = found.get();
          parts.tunings().begun(job, told.ref(), written(job, told, asked), null);
          return null;
        }
      } catch (CallFailedException e) {
        silent = e;
      }
    }
    return missing(job, silent, asked);
  }

  private @Nullable Instant missing(
      TuningJob job, @Nullable CallFailedException silent, Instant now) {
    Instant created = job.order().created();
    if (silent != null && now.isBefore(created.plus(TuningRules.LONGEST_DOUBT))) {
      throw silent;
    }
    if (now.isBefore(created.plus(TuningRules.DOUBT))) {
      return TuningRules.next(created, now);
    }
    if (silent != null) {
      LOG.error(
          "The job {} of fine-tuning is given up; a provider that could not be asked may have it:"
              + " {}",
          job.reference(),
          silent.failure().message());
    }
    parts.tunings().forget(job);
    return null;
  }

  private @Nullable Instant ask(TuningJob job) {
    Instant asked = parts.time().now();
    Tuning told = calls.get(job);
    parts.tunings().told(job, told, written(job, told, asked), true);
    return told.state().ended() ? null : TuningRules.next(job.order().created(), asked);
  }

  private TuningJob.Told written(TuningJob job, Tuning told, Instant asked) {
    TuningParts.Wire wire =
        Objects.requireNonNull(parts.wires().get(job.order().dialect()), "dialect");
    return new TuningJob.Told(new String(wire.write(job, told), UTF_8), asked);
  }

  private @Nullable Instant count(TuningJob job) {
    Instant now = parts.time().now();
    TuningJob.End end = end(job);
    Instant second = end.at().plus(TuningRules.SECOND_ASK);
    if (end.estimated() && now.isBefore(second)) {
      return second;
    }
    Tuning told;
    try {
      told = calls.get(job);
    } catch (CallFailedException e) {
      if (TuningRules.count(end, null, now) == TuningRules.Count.OPEN) {
        throw e;
      }
      told = null;
    }
    return count(job, told, now);
  }

  private @Nullable Instant count(TuningJob job, @Nullable Tuning told, Instant now) {
    TuningJob.End end = end(job);
    switch (TuningRules.count(end, told, now)) {
      case TOLD -> counted(job, Objects.requireNonNull(told), now);
      case ESTIMATED -> estimate(job, now);
      case NOTHING -> nothing(job, told, now);
      case OPEN -> {
        return TuningRules.next(end.at(), now);
      }
    }
    return null;
  }

  private void nothing(TuningJob job, @Nullable Tuning told, Instant now) {
    if (told == null || !told.state().ended()) {
      LOG.error(
          "The tokens that {} trained are not reported, and it did not succeed: nothing is billed."
              + " Look at its provider {} for {}.",
          job.reference(),
          Objects.requireNonNull(job.lies().provider()),
          job.lies().id());
    } else if (told.trainedTokens() != null) {
      counted(job, told, now);
    }
    parts.tunings().settled(job, now);
  }

  private void counted(TuningJob job, Tuning told, Instant asked) {
    parts.tunings().counted(job, told, written(job, told, asked));
  }

  private static TuningJob.End end(TuningJob job) {
    return Objects.requireNonNull(job.end(), "ended");
  }

  // Of early jobs the length of their files was not noted.
  private void estimate(TuningJob job, Instant now) {
    if (job.order().bytes() == 0) {
      LOG.error(
          "Neither the tokens that {} trained nor the length of its file are known: it is not"
              + " billed. Look it up at its provider.",
          job.reference());
      parts.tunings().settled(job, now);
      return;
    }
    long estimate = TuningRules.estimate(job.order());
    LOG.warn(
        "The tokens that {} trained are not reported; {} tokens are billed, estimated by its file.",
        job.reference(),
        estimate);
    parts.tunings().estimated(job, estimate);
  }

  private Instant bill(TuningJob job, Principal payer) {
    TuningStore.Bill bill = parts.tunings().bill(job, parts.ids().next());
    if (!bill.made()) {
      TuningJob.End end = end(job);
      TuningBill input =
          new TuningBill(job.lies(), job.order().model(), end.trained(), end.estimated());
      switch (calls.settle(bill.id(), job, payer, input)) {
        case Outcome.Succeeded _ -> {}
        case Outcome.Refused(var _, var failure) -> {
          parts.tunings().unbilled(job, bill.id());
          return refused(job, payer, failure);
        }
        // The decision tells whether it cost something all the same: it stays named, and is written
        // before anybody looks for it.
        case Outcome.Failed(var _, var failure) -> {
          parts.tunings().decided();
          return failed(job, failure);
        }
      }
    }
    parts.tunings().billed(job);
    return parts.time().now().plus(TuningRules.LOOK_BACK);
  }

  // An owner that may not call any more pays nothing more, but what was trained is on a bill.
  private Instant refused(TuningJob job, Principal payer, Failure failure) {
    boolean gone = failure.code() == FailureCode.FORBIDDEN && !failure.retryable();
    if (gone && !payer.equals(Principal.PLATFORM)) {
      LOG.warn(
          "The owner {} of {} may not be billed: {}",
          payer.name(),
          job.reference(),
          failure.message());
      return bill(job, Principal.PLATFORM);
    }
    throw new CallFailedException(failure);
  }

  // In conflict with what its provider tells meanwhile, which is billed next.
  private Instant failed(TuningJob job, Failure failure) {
    if (failure.code() == FailureCode.CONFLICT) {
      Instant now = parts.time().now();
      Tuning told = calls.get(job);
      if (told.state().ended()) {
        counted(job, told, now);
        if (told.trainedTokens() != null) {
          return TuningRules.next(now, now);
        }
      }
    }
    throw new CallFailedException(failure);
  }

  private @Nullable Instant lookBack(TuningJob job, int failures) {
    try {
      compare(job, TuningRules.trained(calls.get(job)));
    } catch (CallFailedException e) {
      if (failures < TuningRules.LOOKS_BACK) {
        throw e;
      }
    }
    parts.tunings().settled(job, parts.time().now());
    return null;
  }

  private void compare(TuningJob job, long trained) {
    TuningJob.End end = end(job);
    if (trained > 0 && trained != end.trained()) {
      LOG.warn(
          "The provider of {} tells {} trained tokens after {} were billed{}; the bill stays.",
          job.reference(),
          trained,
          end.trained(),
          end.estimated() ? " by estimate" : "");
      parts.tunings().revised(job, trained);
    }
  }
}

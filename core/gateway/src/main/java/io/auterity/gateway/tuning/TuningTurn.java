package io.auterity.gateway.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for one job what is to be done now, under the lease of one worker.
 *
 * <p>A job that trained something is owed until it is {@link TuningStore#settled}, and is billed by
 * one decision, whose id is noted before the call. A worker that is killed after that call leaves a
 * bill that is either found among the decisions, and noted, or made again under the same id, of
 * which one decision is written: usage has it once. A budget alone may count it twice, if the
 * worker is killed during that call, before its decision is written.
 */
final class TuningTurn {

  private static final Logger LOG = LoggerFactory.getLogger(TuningTurn.class);

  private final TuningParts parts;
  private final TuningCalls calls;
  private final UUID me;

  TuningTurn(TuningParts parts, UUID me) {
    this.parts = parts;
    this.calls = new TuningCalls(parts.invoker(), parts.ids());
    this.me = me;
  }

  /** Does all that can be done at once, and gives the lease back. */
  void take(TuningStore.Claim claim) {
    Optional<KeptTuning> job = claimed(claim);
    while (job.isPresent()) {
      KeptTuning one = job.get();
      Instant due = attempt(one);
      if (due != null) {
        return;
      }
      job = claimed(claim);
    }
  }

  private Optional<KeptTuning> claimed(TuningStore.Claim claim) {
    return parts.tunings().claimed(claim.scope(), claim.job(), me);
  }

  /** When there is something to do for it again; null for at once, if there is anything at all. */
  private @Nullable Instant attempt(KeptTuning job) {
    int failures = 0;
    Instant due;
    try {
      due = turn(job);
    } catch (CallFailedException e) {
      if (job.failures() == 0) {
        LOG.warn("The job {} of fine-tuning waits: {}", job.reference(), e.failure().message());
      }
      failures = job.failures() + 1;
      due = TuningRules.again(job.failures(), parts.time().now());
    }
    if (due != null) {
      parts.tunings().release(job.scope(), job.id(), me, due, failures);
    }
    return due;
  }

  private @Nullable Instant turn(KeptTuning job) {
    return switch (TuningRules.duty(job)) {
      case FIND -> find(job);
      case ASK -> ask(job);
      case COUNT -> count(job);
      case BILL -> bill(job, job.order().owner());
      case LOOK_BACK -> lookBack(job);
    };
  }

  // In doubt: it is only surely nowhere once all who could have it were asked.
  private @Nullable Instant find(KeptTuning job) {
    Instant asked = parts.time().now();
    CallFailedException silent = null;
    for (String provider : parts.providers().apply(job.scope())) {
      try {
        Optional<Tuning> found = calls.find(job, provider);
        if (found.isPresent()) {
          Tuning told = found.get();
          parts.tunings().begun(job, told.ref(), written(job, told, asked), asked);
          return null;
        }
      } catch (CallFailedException e) {
        silent = e;
      }
    }
    return missing(job, silent, asked);
  }

  private @Nullable Instant missing(
      KeptTuning job, @Nullable CallFailedException silent, Instant now) {
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
    parts.tunings().forget(job.scope(), job.id());
    return null;
  }

  private @Nullable Instant ask(KeptTuning job) {
    Instant asked = parts.time().now();
    Tuning told = calls.get(job);
    parts.tunings().told(job, told, written(job, told, asked));
    return told.state().ended() ? null : TuningRules.next(job.order().created(), asked);
  }

  private KeptTuning.Told written(KeptTuning job, Tuning told, Instant asked) {
    TuningParts.Wire wire =
        Objects.requireNonNull(parts.wires().get(job.order().dialect()), "dialect");
    return new KeptTuning.Told(new String(wire.write(job, told), UTF_8), asked);
  }

  private @Nullable Instant count(KeptTuning job) {
    Instant now = parts.time().now();
    KeptTuning.End end = Objects.requireNonNull(job.end(), "ended");
    Tuning told;
    try {
      told = calls.get(job);
    } catch (CallFailedException e) {
      if (now.isBefore(end.at().plus(TuningRules.UNTOLD))) {
        throw e;
      }
      estimate(job, now);
      return null;
    }
    long trained = TuningRules.trained(told);
    if (!TuningRules.owes(told)) {
      parts.tunings().settled(job.scope(), job.id(), now);
    } else if (trained > 0) {
      parts.tunings().counted(job.scope(), job.id(), trained, false);
    } else if (now.isBefore(end.at().plus(TuningRules.UNTOLD))) {
      return TuningRules.next(end.at(), now);
    } else {
      estimate(job, now);
    }
    return null;
  }

  // Of early jobs nobody noted how long their files are.
  private void estimate(KeptTuning job, Instant now) {
    if (job.order().bytes() == 0) {
      LOG.error(
          "Nobody tells what {} trained, nor how long its file was: it is not billed. Look it up at"
              + " its provider.",
          job.reference());
      parts.tunings().settled(job.scope(), job.id(), now);
      return;
    }
    long estimate = TuningRules.estimate(job.order());
    LOG.warn(
        "Nobody tells what {} trained; {} tokens are billed, by its file.",
        job.reference(),
        estimate);
    parts.tunings().counted(job.scope(), job.id(), estimate, true);
  }

  private Instant bill(KeptTuning job, Principal payer) {
    TuningStore.Bill bill = parts.tunings().bill(job.scope(), job.id(), parts.ids().next());
    if (!bill.made()) {
      KeptTuning.End end = Objects.requireNonNull(job.end(), "ended");
      TuningBill input =
          new TuningBill(job.lies(), job.order().model(), end.trained(), end.estimated());
      switch (calls.settle(bill.id(), job, payer, input)) {
        case Outcome.Succeeded _ -> {}
        case Outcome.Refused(var _, var failure) -> {
          parts.tunings().unbilled(job.scope(), job.id(), bill.id());
          return refused(job, payer, failure);
        }
        // The decision tells whether it cost something all the same: it stays named.
        case Outcome.Failed(var _, var failure) -> throw failed(job, failure);
      }
    }
    parts.tunings().billed(job.scope(), job.id());
    return parts.time().now().plus(TuningRules.LOOK_BACK);
  }

  // Whoever may not call any more pays nothing more, but what was trained is on somebody's bill.
  private Instant refused(KeptTuning job, Principal payer, Failure failure) {
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

  private CallFailedException failed(KeptTuning job, Failure failure) {
    if (failure.code() == FailureCode.CONFLICT) {
      long trained = TuningRules.trained(calls.get(job));
      parts.tunings().counted(job.scope(), job.id(), trained, false);
    }
    return new CallFailedException(failure);
  }

  private @Nullable Instant lookBack(KeptTuning job) {
    try {
      compare(job, TuningRules.trained(calls.get(job)));
    } catch (CallFailedException e) {
      if (job.failures() < TuningRules.LOOKS_BACK) {
        throw e;
      }
    }
    parts.tunings().settled(job.scope(), job.id(), parts.time().now());
    return null;
  }

  private void compare(KeptTuning job, long trained) {
    KeptTuning.End end = Objects.requireNonNull(job.end(), "ended");
    if (trained > 0 && trained != end.trained()) {
      LOG.warn(
          "The provider of {} tells {} trained tokens after {} were billed{}; the bill stays.",
          job.reference(),
          trained,
          end.trained(),
          end.estimated() ? " by estimate" : "");
      parts.tunings().revised(job.scope(), job.id(), trained);
    }
  }
}

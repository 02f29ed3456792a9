package io.auterity.relay.attempt;

import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.call.CallState;
import io.auterity.relay.route.RouteHedge;
import io.auterity.relay.route.RouteTimeouts;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first attempt of a call and, when it has had its time, a rival: they run beside each other
 * until one has something of an answer, or none is left. Used by the thread of the driver alone.
 */
final class Hedging {

  /** Decides over the attempts. */
  interface Decider {

    /** Is told what happens, and says what to do. */
    List<AttemptCommand> apply(AttemptEvent event);
  }

  private final CallState call;
  private final AttemptServices services;
  private final Reservations reservations;
  private final Alternatives alternatives;
  private final FailoverCandidates failoverCandidates;
  private final AttemptClosing closing;
  private final Decider decider;
  private final Consumer<LiveAttempt> leads;
  private final Capability capability;
  private final RouteTimeouts timeouts;
  private final @Nullable RouteHedge hedge;

  private @Nullable LiveAttempt rival;
  private boolean raced;
  private long rivalAt;

  /**
   * @param leads is told who is left, whenever that is another one
   */
  Hedging(
      CallState call,
      AttemptServices services,
      Reservations reservations,
      Alternatives alternatives,
      FailoverCandidates failoverCandidates,
      AttemptClosing closing,
      Decider decider,
      Consumer<LiveAttempt> leads,
      RouteTimeouts timeouts,
      @Nullable RouteHedge hedge) {
    this.call = call;
    this.services = services;
    this.reservations = reservations;
    this.alternatives = alternatives;
    this.failoverCandidates = failoverCandidates;
    this.closing = closing;
    this.decider = decider;
    this.leads = leads;
    this.capability = call.capability();
    this.timeouts = timeouts;
    this.hedge = hedge;
  }

  /**
   * Whether an attempt is to be raced: the first of a call may get a rival, once, where a candidate
   * is left to be one.
   */
  boolean mayRace(LiveAttempt attempt) {
    if (hedge == null || raced || capability.effect() != Effect.NONE || attempt.number() > 1) {
      return false;
    }
    raced = true;
    Duration after = hedge.after();
    OptionalLong delay =
        after != null ? OptionalLong.of(after.toNanos()) : attempt.vitals.usuallyBegins();
    rivalAt = attempt.beganNanos + delay.orElse(0);
    return delay.isPresent() && call.plan().plan().planned().size() > 1;
  }

  /** Runs until one has something of an answer, or the last one has failed; the other is over. */
  HedgeRace.Report.Result race(LiveAttempt first) {
    HedgeRace hedgeRace = new HedgeRace(capability);
    CallTimers.Timer alarm = services.timers().set(rivalAt, hedgeRace::due);
    try {
      hedgeRace.start(first);
      LiveAttempt leader = first;
      while (true) {
        switch (hedgeRace.next()) {
          case HedgeRace.Report.Due due -> due(hedgeRace);
          case HedgeRace.Report.Result result -> {
            LiveAttempt other = result.attempt() == rival ? leader : rival;
            if (other == null || !(result instanceof HedgeRace.Report.Failed failed)) {
              leads.accept(result.attempt());
              endLoser(hedgeRace, result.attempt(), other);
              return result;
            }
            leads.accept(other);
            leader = other;
            lost(failed);
          }
        }
      }
    } finally {
      alarm.cancel();
    }
  }

  private void due(HedgeRace hedgeRace) {
    AttemptEvent due = new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, call.now());
    decider.apply(due).stream()
        .filter(AttemptCommand.Dispatch.class::isInstance)
        .forEach(command -> startRival(hedgeRace, (AttemptCommand.Dispatch) command));
  }

  private void startRival(HedgeRace hedgeRace, AttemptCommand.Dispatch dispatch) {
    alternatives.asked(dispatch.choice().offer());
    switch (reservations.take(dispatch, null)) {
      case Reservations.Reservation.Granted(LiveAttempt attempt) -> {
        rival = attempt;
        attempt.watch(timeouts, services.timers());
        decider.apply(new AttemptEvent.Began(attempt.number(), call.now()));
        hedgeRace.start(attempt);
      }
      case Reservations.Reservation.Refused refused -> {
        call.withhold(dispatch.choice().offer(), refused.reason());
        List<Choice> left = failoverCandidates.untried();
        decider.apply(
            new AttemptEvent.Withheld(dispatch.attempt(), call.now(), left, refused.failure()));
      }
    }
  }

  // It is cancelled, and billed for what it used until then.
  private void endLoser(HedgeRace hedgeRace, LiveAttempt winner, @Nullable LiveAttempt loser) {
    rival = null;
    if (loser == null) {
      return;
    }
    Failure faster = Failure.of(FailureCode.CANCELLED, winner.offer() + " was faster");
    loser.cut(faster);
    while (hedgeRace.next() instanceof HedgeRace.Report.Due) {
      // Its own report is still to come.
    }
    closing.failed(loser, faster, false);
  }

  private void lost(HedgeRace.Report.Failed failed) {
    rival = null;
    LiveAttempt attempt = failed.attempt();
    Failure failure = closing.reason(attempt, failed.failure());
    closing.failed(attempt, failure, call.stop().gone());
    decider.apply(new AttemptEvent.Failed(attempt.number(), call.now(), failure));
  }

  /** The rival that is under way, if any, which is another's from now on. */
  @Nullable LiveAttempt takeRival() {
    LiveAttempt taken = rival;
    rival = null;
    return taken;
  }
}

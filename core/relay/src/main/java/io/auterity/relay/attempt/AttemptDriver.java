package io.auterity.relay.attempt;

import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.Offer;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.StopSignal;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteHedge;
import io.auterity.relay.route.RouteTimeouts;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands of the attempt machine for one call, on the thread that pulls the
 * exchange. That the call is to stop comes from other threads: it wakes the driver, which then
 * reports to the machine.
 */
public final class AttemptDriver implements AttemptMachine.Chance {

  private final CallState call;
  private final AttemptServices services;
  private final Reservations reservations;
  private final Alternatives alternatives;
  private final AttemptClosing closing;
  private final StopSignal stop;
  private final Capability capability;
  private final RouteTimeouts timeouts;
  private final AttemptRules rules;
  private final @Nullable StreamResumption resumption;
  private final FailoverCandidates failoverCandidates;
  private final Hedging hedging;
  private final AttemptMachine machine;
  private final Deque<AttemptCommand> commands = new ArrayDeque<>();

  private CallTimers.@Nullable Timer deadline;
  private boolean anyBegan;
  private boolean handedOn;
  private boolean finished;
  private boolean tookKey;

  private @Nullable LiveAttempt current;
  private @Nullable Surest surest;
  private volatile @Nullable Thread driver;

  /** The answer that is given if no other is sure enough. */
  private record Surest(String offer, Record value, List<String> lost, double score) {}

  /** Of a call that is planned. */
  public AttemptDriver(CallState call, AttemptServices services) {
    this.call = call;
    this.services = services;
    this.reservations = new Reservations(call, services);
    this.closing = new AttemptClosing(call);
    this.stop = call.stop();
    this.alternatives = new Alternatives(call, reservations);
    this.capability = call.capability();
    Route route = call.plan().shortlist().route();
    this.rules = AttemptRules.of(call.facts(), call.deadline(), route);
    this.timeouts = route == null ? RouteTimeouts.STANDARD : route.timeouts();
    this.resumption = StreamResumption.of(call);
    if (resumption != null) {
      call.mayResume();
    }
    this.failoverCandidates = new FailoverCandidates(call, alternatives, rules, resumption);
    // A vendor's batch has no rival, and no other offer can be sent a body that is under way.
    boolean alone = call.invocation().place() != null || call.invocation().bytes() != null;
    RouteHedge hedge = route == null || alone ? null : route.hedge();
    this.hedging =
        new Hedging(
            call,
            services,
            reservations,
            alternatives,
            failoverCandidates,
            closing,
            this::apply,
            leader -> current = leader,
            timeouts,
            hedge);
    this.machine = new AttemptMachine(failoverCandidates.planned(), rules, this);
    stop.onStop(this::wake);
  }

  public boolean finished() {
    return finished;
  }

  /** Reserves what the first attempt needs, or finds that no offer can make one. */
  public void start() {
    driver = Thread.currentThread();
    commands.addAll(machine.start(() -> CallPlan.nobody(capability.id(), null)));
    obeyUntilReserved();
  }

  /** Goes on until the call has finished, or an event of its stream is there for the caller. */
  public void advance() {
    driver = Thread.currentThread();
    while (!finished) {
      obeyUntilReserved();
      LiveAttempt attempt = current;
      if (finished || attempt == null) {
        continue;
      }
      if (stopEvent() != null) {
        failed(attempt, interrupted(attempt));
      } else if (hedging.mayRace(attempt)) {
        race(attempt);
        if (call.events().waiting()) {
          return;
        }
      } else if (!capability.stream()) {
        callOnce(attempt);
      } else if (pull(attempt)) {
        return;
      }
    }
  }

  /** Ends the call after an error that no stage foresaw, and gives back what was taken. */
  public void broken(String message) {
    LiveAttempt attempt = current;
    LiveAttempt beside = hedging.takeRival();
    Failure failure = call.unforeseen(anyBegan, message);
    current = null;
    try {
      if (beside != null) {
        beside.cut(failure);
        closing.broken(beside, failure);
      }
      if (attempt != null) {
        attempt.cut(failure);
        closing.broken(attempt, failure);
      }
    } finally {
      finish(new AttemptCommand.Ending.Failed(failure));
    }
  }

  // From any thread.
  private void wake() {
    alternatives.wake();
    LockSupport.unpark(driver);
  }

  private void obeyUntilReserved() {
    while (current == null && !finished) {
      AttemptCommand next = commands.removeFirst();
      AttemptEvent stopped = next instanceof AttemptCommand.Dispatch ? stopEvent() : null;
      if (stopped == null) {
        obey(next);
      } else {
        tell(stopped);
      }
    }
  }

  private void tell(AttemptEvent event) {
    commands.addAll(apply(event));
  }

  private List<AttemptCommand> apply(AttemptEvent event) {
    call.note(AttemptReplay.note(event, call.beganNanos()));
    return machine.apply(event);
  }

  private void obey(AttemptCommand command) {
    switch (command) {
      case AttemptCommand.Dispatch dispatch -> dispatch(dispatch);
      case AttemptCommand.Arm(AttemptEvent.Timer.Kind kind, long at) -> arm(kind, at);
      case AttemptCommand.Cancel cancel -> {} // The signal that led here has told it already.
      case AttemptCommand.Emit emit -> handedOn = true;
      case AttemptCommand.Finish(AttemptCommand.Ending ending) -> finish(ending);
    }
  }

  private void arm(AttemptEvent.Timer.Kind kind, long at) {
    switch (kind) {
      case HEDGE -> {} // The race sets its own alarm.
      case DEADLINE -> deadline = services.timers().set(at, stop::timeIsOver);
      case BACKOFF -> {
        services.timers().await(at, stop::asked);
        tell(unlessStopped(new AttemptEvent.Timer(kind, now())));
      }
    }
  }

  private void dispatch(AttemptCommand.Dispatch dispatch) {
    alternatives.asked(dispatch.choice().offer());
    tookKey = dispatch.choice().takesKey();
    String begun = resumption == null ? null : resumption.begun();
    switch (reservations.take(dispatch, begun)) {
      case Reservations.Reservation.Granted(LiveAttempt attempt) -> reserved(attempt);
      case Reservations.Reservation.Refused refused -> withheld(dispatch, refused);
    }
  }

  // What stops the call from here on finds the attempt; what came before is seen now.
  private void reserved(LiveAttempt attempt) {
    current = attempt;
    AttemptEvent stopped = stopEvent();
    if (stopped == null) {
      anyBegan = true;
      watch(attempt);
      tell(new AttemptEvent.Began(attempt.number(), now()));
    } else {
      current = null;
      closing.unused(attempt);
      tell(stopped);
    }
  }

  // Of bytes it is the caller who is slow to send and to read.
  private void watch(LiveAttempt attempt) {
    if (call.invocation().bytes() == null) {
      attempt.watch(timeouts, services.timers());
    }
  }

  private void withheld(
      AttemptCommand.Dispatch dispatch, Reservations.Reservation.Refused refused) {
    String offer = dispatch.choice().offer();
    call.withhold(offer, refused.reason());
    if (refused.busy()) {
      alternatives.busy(offer);
    }
    List<Choice> left =
        failoverCandidates.insteadOf(offer, refused.failure(), machine.boundTo(), machine::admits);
    tell(
        unlessStopped(
            new AttemptEvent.Withheld(dispatch.attempt(), now(), left, refused.failure())));
  }

  private void race(LiveAttempt first) {
    switch (hedging.race(first)) {
      case HedgeRace.Report.Answered(LiveAttempt winner, Record value) -> answered(winner, value);
      case HedgeRace.Report.Came(LiveAttempt winner, var events) -> came(winner, events);
      case HedgeRace.Report.Failed(LiveAttempt last, Failure failure) -> failed(last, failure);
    }
  }

  private void callOnce(LiveAttempt attempt) {
    Record value;
    try {
      value = attempt.call(capability);
    } catch (CallFailedException e) {
      failed(attempt, e.failure());
      return;
    }
    answered(attempt, value);
  }

  private void answered(LiveAttempt attempt, Record value) {
    attempt.answering();
    Double score = rules.unsure(value);
    if (score != null) {
      unsure(attempt, value, score);
      return;
    }
    call.answer(signed(attempt, value));
    succeeded(attempt);
  }

  private void unsure(LiveAttempt attempt, Record value, double score) {
    if (surest == null || score > surest.score()) {
      surest = new Surest(attempt.offer(), signed(attempt, value), attempt.lost(), score);
    }
    closing.succeeded(attempt);
    current = null;
    tell(unlessStopped(new AttemptEvent.Unsure(attempt.number(), now())));
    obeyUntilReserved();
  }

  // No offer gave an answer that is sure enough.
  private void answerSurest() {
    if (surest != null && call.value() == null) {
      call.answer(surest.value());
      call.answeredBy(surest.offer());
      call.lost(surest.lost());
    }
  }

  // True when an event is there for the caller.
  private boolean pull(LiveAttempt attempt) {
    List<Record> events;
    try {
      events = attempt.next(capability);
    } catch (CallFailedException e) {
      failed(attempt, e.failure());
      return call.events().waiting();
    }
    came(attempt, events);
    return call.events().waiting();
  }

  private void came(LiveAttempt attempt, @Nullable List<Record> events) {
    if (events == null) {
      succeeded(attempt);
    } else if (!events.isEmpty()) {
      try {
        handOn(attempt, events);
      } catch (CallFailedException e) {
        failed(attempt, e.failure());
      }
    }
  }

  private void handOn(LiveAttempt attempt, List<Record> events) {
    if (!handedOn) {
      attempt.shown(now());
      apply(new AttemptEvent.FirstToken(attempt.number(), now())).forEach(this::obey);
    }
    if (handedOn && attempt.firstNanos() == null) {
      attempt.shown(now());
      call.resumedAt(attempt.offer());
    }
    call.lost(attempt.lost());
    call.outputLimit(attempt.outputLimit());
    for (Record event : events) {
      (resumption == null ? List.of(event) : resumption.take(event)).forEach(call.events()::take);
    }
  }

  private void succeeded(LiveAttempt attempt) {
    closing.succeeded(attempt);
    current = null;
    call.answeredBy(attempt.offer());
    call.lost(attempt.lost());
    call.outputLimit(attempt.outputLimit());
    tell(new AttemptEvent.Ended(attempt.number(), now()));
    obeyUntilReserved();
  }

  private Record signed(LiveAttempt attempt, Record value) {
    return services
        .cursors()
        .sign(call.invocation().scope(), capability, call.question(), attempt.provider(), value);
  }

  private void failed(LiveAttempt attempt, Failure reported) {
    Failure failure = closing.reason(attempt, reported);
    List<Choice> left =
        handedOn
            ? failoverCandidates.afterCut(attempt.offer(), attempt.stage().shown(), failure)
            : List.of();
    Record broken = handedOn && left.isEmpty() ? attempt.stage().broken(failure) : null;
    if (broken != null) {
      call.events().emit(broken);
    }
    closing.failed(attempt, failure, stop.gone());
    current = null;
    tell(unlessStopped(left.isEmpty() ? over(attempt, failure) : cut(attempt, failure, left)));
    obeyUntilReserved();
  }

  // An offer that did not even begin to go on is not why the caller's stream broke off.
  private AttemptEvent over(LiveAttempt attempt, Failure failure) {
    Failure first = resumption == null ? null : resumption.cut();
    Failure told = first == null || attempt.stage().shown() ? failure : first;
    return new AttemptEvent.Failed(attempt.number(), now(), told);
  }

  private AttemptEvent cut(LiveAttempt attempt, Failure failure, List<Choice> left) {
    if (resumption != null) {
      Offer offer = call.plan().candidate(attempt.offer()).offer();
      resumption.goOn(failure, attempt.bill(offer, failure).usage());
    }
    return new AttemptEvent.Cut(attempt.number(), now(), left, failure);
  }

  private @Nullable AttemptEvent stopEvent() {
    if (stop.gone()) {
      return new AttemptEvent.CallerGone(now());
    }
    return stop.asked() ? new AttemptEvent.Timer(AttemptEvent.Timer.Kind.DEADLINE, now()) : null;
  }

  private AttemptEvent unlessStopped(AttemptEvent event) {
    AttemptEvent stopped = stopEvent();
    return stopped == null ? event : stopped;
  }

  private static Failure interrupted(LiveAttempt attempt) {
    return Failure.of(FailureCode.CANCELLED, "stopped before it answered")
        .withApplied(attempt.asked() ? Applied.UNKNOWN : Applied.NO);
  }

  private void finish(AttemptCommand.Ending ending) {
    finished = true;
    commands.clear();
    if (deadline != null) {
      deadline.cancel();
    }
    Failure why =
        switch (ending) {
          case AttemptCommand.Ending.Succeeded succeeded -> {
            answerSurest();
            yield null;
          }
          case AttemptCommand.Ending.Refused(Failure failure) -> failure;
          case AttemptCommand.Ending.Failed(Failure failure) -> failure;
        };
    if (why != null) {
      call.fail(AbsentResource.explain(call, rules.told(why, tookKey)));
    }
    reservations.forget(why);
  }

  private long now() {
    return call.now();
  }

  @Override
  public double jitter() {
    return answered(services.random().getAsDouble());
  }

  @Override
  public boolean takeRival(String provider) {
    return answered(reservations.vitals(provider).takeRival() ? 1 : 0) > 0;
  }

  @Override
  public boolean takeRepeat(String provider) {
    return answered(reservations.vitals(provider).takeRepeat() ? 1 : 0) > 0;
  }

  private double answered(double chance) {
    call.note(chance);
    return chance;
  }
}

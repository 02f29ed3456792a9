package io.auterity.relay.road;

import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.attempt.AttemptMachine;
import io.auterity.relay.attempt.Chance;
import io.auterity.relay.attempt.Choice;
import io.auterity.relay.attempt.Command;
import io.auterity.relay.attempt.Event;
import io.auterity.relay.attempt.Retry;
import io.auterity.relay.attempt.Rules;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.route.Route;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the attempt machine commands for one call, on the thread of whoever pulls the
 * exchange. Only {@link #cancel} and the deadline come from other threads: they say that the call
 * is to stop, tell the connector and wake the driver, which then reports to the machine.
 */
final class Attempts implements Chance {

  private final Passage passage;
  private final Seats seats;
  private final Alternatives alternatives;
  private final Closing closing;
  private final Stopping stopping;
  private final Capability capability;
  private final AttemptMachine machine;
  private final Deque<Command> commands = new ArrayDeque<>();

  private Alarms.@Nullable Alarm deadline;
  private boolean handedOn;
  private boolean finished;

  private volatile @Nullable LiveAttempt current;
  private volatile @Nullable Thread driver;

  Attempts(Passage passage) {
    this.passage = passage;
    this.seats = new Seats(passage);
    this.closing = new Closing(passage);
    this.stopping = new Stopping(passage.parts.time());
    this.alternatives = new Alternatives(passage, seats, stopping);
    this.capability = passage.capability();
    Route route = passage.planned().shortlist().route();
    Rules rules =
        new Rules(
            capability.effect(),
            passage.deadline,
            route == null ? Retry.STANDARD : route.retry(),
            route == null ? Set.of() : route.failoverOn());
    this.machine = new AttemptMachine(choices(passage.planned().plan().planned()), rules, this);
  }

  boolean finished() {
    return finished;
  }

  /** Takes a seat for the first attempt, or finds that there is none. */
  void start() {
    driver = Thread.currentThread();
    commands.addAll(machine.start(Unviable.failure(capability.id(), List.of())));
    obeyUntilSeated();
  }

  /** Goes on until the call has finished, or an event of its stream is there for the caller. */
  void advance() {
    driver = Thread.currentThread();
    while (!finished) {
      obeyUntilSeated();
      LiveAttempt attempt = current;
      if (finished || attempt == null) {
        continue;
      }
      if (stopping.event() != null) {
        failed(attempt, interrupted(attempt));
      } else if (!capability.stream()) {
        callOnce(attempt);
      } else if (pull(attempt)) {
        return;
      }
    }
  }

  /** From any thread. */
  void cancel() {
    stopping.callerGone();
    wake();
  }

  /** Ends the call after an error that no stage foresaw, and gives back what was taken. */
  void broken(String message) {
    LiveAttempt attempt = current;
    Failure failure = passage.unforeseen(attempt != null || !passage.tried.isEmpty(), message);
    current = null;
    try {
      if (attempt != null) {
        closing.broken(attempt, failure);
      }
    } finally {
      finish(new Command.Ending.Failed(failure));
    }
  }

  private void timeIsOver() {
    stopping.timeIsOver();
    wake();
  }

  private void wake() {
    LiveAttempt attempt = current;
    if (attempt != null) {
      attempt.cancel();
    }
    alternatives.wake();
    LockSupport.unpark(driver);
  }

  private void obeyUntilSeated() {
    while (current == null && !finished) {
      Command next = commands.removeFirst();
      Event stopped = next instanceof Command.Dispatch ? stopping.event() : null;
      if (stopped == null) {
        obey(next);
      } else {
        tell(stopped);
      }
    }
  }

  private void tell(Event event) {
    commands.addAll(machine.apply(event));
  }

  private void obey(Command command) {
    switch (command) {
      case Command.Dispatch dispatch -> dispatch(dispatch);
      case Command.Arm(Event.Timer.Kind kind, long at) -> arm(kind, at);
      case Command.Cancel cancel -> {} // The flag that led here has cancelled it already.
      case Command.Emit emit -> handedOn = true;
      case Command.Finish(Command.Ending ending) -> finish(ending);
    }
  }

  private void arm(Event.Timer.Kind kind, long at) {
    switch (kind) {
      case DEADLINE -> deadline = passage.parts.alarms().set(at, this::timeIsOver);
      case BACKOFF -> {
        passage.parts.alarms().await(at, stopping::asked);
        tell(stopping.or(new Event.Timer(kind, now())));
      }
    }
  }

  private void dispatch(Command.Dispatch dispatch) {
    alternatives.asked(dispatch.choice().provider());
    switch (seats.take(dispatch)) {
      case Seats.Taken.Seat(LiveAttempt attempt) -> seated(attempt);
      case Seats.Taken.Refused refused -> withheld(dispatch, refused);
    }
  }

  // Whoever stops the call from here on finds the attempt; who came before is seen now.
  private void seated(LiveAttempt attempt) {
    current = attempt;
    Event stopped = stopping.event();
    if (stopped == null) {
      tell(new Event.Began(attempt.number(), now()));
    } else {
      current = null;
      closing.unused(attempt);
      tell(stopped);
    }
  }

  private void withheld(Command.Dispatch dispatch, Seats.Taken.Refused refused) {
    String provider = dispatch.choice().provider();
    passage.withhold(provider, refused.reason());
    if (refused.busy()) {
      alternatives.busy(provider);
    }
    boolean doubtful = refused.failure().code() == FailureCode.IN_DOUBT;
    List<Choice> left = doubtful ? List.of() : choices(alternatives.left(machine.boundTo()));
    tell(stopping.or(new Event.Withheld(dispatch.attempt(), now(), left, refused.failure())));
  }

  private void callOnce(LiveAttempt attempt) {
    Record value;
    try {
      value = attempt.call(capability);
    } catch (CallFailedException e) {
      failed(attempt, e.failure());
      return;
    }
    passage.value = signed(attempt, value);
    succeeded(attempt);
  }

  // True when an event is there for the caller.
  private boolean pull(LiveAttempt attempt) {
    Record event;
    try {
      event = attempt.next(capability);
    } catch (CallFailedException e) {
      failed(attempt, e.failure());
      return false;
    }
    if (event == null) {
      succeeded(attempt);
    } else if (event instanceof ChatEvent.Failed(Failure failure)) {
      passage.event = handedOn ? event : null;
      failed(attempt, failure);
    } else {
      handOn(attempt, event);
    }
    return passage.event != null;
  }

  private void handOn(LiveAttempt attempt, Record event) {
    if (!handedOn) {
      machine.apply(new Event.FirstToken(attempt.number(), now())).forEach(this::obey);
    }
    passage.event = event;
  }

  private void succeeded(LiveAttempt attempt) {
    current = null;
    closing.succeeded(attempt);
    passage.provider = attempt.provider();
    tell(new Event.Ended(attempt.number(), now()));
    obeyUntilSeated();
  }

  private Record signed(LiveAttempt attempt, Record value) {
    return passage
        .parts
        .cursors()
        .sign(passage.call.scope(), capability, passage.question(), attempt.provider(), value);
  }

  private void failed(LiveAttempt attempt, Failure reported) {
    current = null;
    Failure failure = stopping.onlyLate() ? lateness(reported) : reported;
    closing.failed(attempt, failure, stopping.gone());
    tell(stopping.or(new Event.Failed(attempt.number(), now(), failure)));
    obeyUntilSeated();
  }

  private static Failure interrupted(LiveAttempt attempt) {
    return Failure.of(FailureCode.CANCELLED, "stopped before it answered")
        .withApplied(attempt.asked() ? Applied.UNKNOWN : Applied.NO);
  }

  private static Failure lateness(Failure reported) {
    return Failure.of(FailureCode.TIMEOUT, "no answer before the deadline")
        .withApplied(reported.applied());
  }

  private void finish(Command.Ending ending) {
    finished = true;
    commands.clear();
    if (deadline != null) {
      deadline.cancel();
    }
    passage.failure =
        switch (ending) {
          case Command.Ending.Succeeded succeeded -> null;
          case Command.Ending.Refused(Failure failure) -> failure;
          case Command.Ending.Failed(Failure failure) -> failure;
        };
    seats.forget(passage.failure);
  }

  private List<Choice> choices(List<Ranked> planned) {
    return planned.stream().map(this::choice).toList();
  }

  private Choice choice(Ranked ranked) {
    return new Choice(
        ranked.provider(), ranked.honoursKey() && passage.call.idempotencyKey() != null);
  }

  private long now() {
    return passage.parts.time().nanos();
  }

  @Override
  public double jitter() {
    return passage.parts.random().getAsDouble();
  }

  @Override
  public boolean takeRepeat(String provider) {
    return seats.vitals(provider).takeRepeat();
  }
}

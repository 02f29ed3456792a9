package io.auterity.relay.attempt;

import io.auterity.relay.attempt.AttemptCommand.Arm;
import io.auterity.relay.attempt.AttemptCommand.Cancel;
import io.auterity.relay.attempt.AttemptCommand.Dispatch;
import io.auterity.relay.attempt.AttemptCommand.Emit;
import io.auterity.relay.attempt.AttemptCommand.Ending;
import io.auterity.relay.attempt.AttemptCommand.Finish;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.route.FallbackCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows each event of one call's attempts. One attempt is under way at a time, or a
 * read and a rival that was sent after it; when none is left the next provider of the plan comes
 * before a repetition at the same one, unless the platform itself ended it, and a stream stays
 * where it is once its first event was handed on, unless it was cut and another offer can go on
 * with it.
 *
 * <p>The state is confined to the call and changed by {@link #apply} alone; equal events and equal
 * answers of {@link Chance} give equal commands.
 */
public final class AttemptMachine {

  /** What the machine cannot know by itself: randomness and the retry budgets that calls share. */
  public interface Chance {

    /** At least 0 and below 1. */
    double jitter();

    /** Takes one repetition from a provider's retry budget, if one is left. */
    boolean takeRepeat(String provider);

    /** Takes one rival from a provider's budget of them, if one is left. */
    boolean takeRival(String provider);
  }

  private enum State {
    READY,
    DISPATCHED,
    RUNNING,
    PAUSED,
    DONE
  }

  private final AttemptRules rules;
  private final Chance chance;

  private final RefusedRequest refused;
  private final ChoiceQueue ahead;
  private State state = State.READY;
  private @Nullable Choice current;
  private @Nullable Failure last;
  private @Nullable Choice rival;
  private int currentNumber;
  private int attempt;
  private int repeats;
  private boolean askedAnew;
  private boolean failedOver;
  private boolean anyBegan;
  private boolean emitting;
  private int kept;

  public AttemptMachine(List<Choice> plan, AttemptRules rules, Chance chance) {
    this.ahead = new ChoiceQueue(plan);
    this.rules = rules;
    this.chance = chance;
    this.refused = new RefusedRequest(rules);
  }

  /**
   * The first commands.
   *
   * @param none what to tell the caller when the plan is empty
   */
  public List<AttemptCommand> start(Supplier<Failure> none) {
    return ahead.isEmpty()
        ? finish(new Ending.Refused(none.get()))
        : List.of(new Arm(AttemptEvent.Timer.Kind.DEADLINE, rules.deadline()), next());
  }

  /** The commands that an event enables; none once the call has finished. */
  public List<AttemptCommand> apply(AttemptEvent event) {
    if (state == State.DONE) {
      return List.of();
    }
    return switch (event) {
      case AttemptEvent.Began began -> rival == null ? onBegan() : List.of();
      case AttemptEvent.Withheld withheld -> onWithheld(withheld);
      case AttemptEvent.FirstToken token -> onFirstToken(token);
      case AttemptEvent.Ended ended -> onEnded(ended);
      case AttemptEvent.Unsure unsure -> onUnsure(unsure);
      case AttemptEvent.Failed failed -> onFailed(failed);
      case AttemptEvent.Cut cut -> onCut(cut);
      case AttemptEvent.Timer timer -> onTimer(timer);
      case AttemptEvent.CallerGone gone -> stop(FailureCode.CANCELLED, "The caller has gone.");
    };
  }

  /** The only offer that may still be asked, because it may have applied a write. */
  public @Nullable String boundTo() {
    return last == null || current == null || mayGoOn(last) ? null : current.offer();
  }

  // Once a vendor has failed, what a later one refuses is no word on the request by itself.
  private boolean mayFailOver(Failure failure) {
    return rules.mayFailOver(failure) || (failedOver && rules.isRefusal(failure));
  }

  private boolean mayGoOn(Failure failure) {
    return mayFailOver(failure) || (ahead.isConfined() && rules.cause(failure) != null);
  }

  /** Whether another offer is asked after a failure; the queue then begins with it. */
  private boolean goesOn(Failure failure) {
    FallbackCause cause = rules.cause(failure);
    if (mayFailOver(failure)) {
      ahead.turnTo(cause);
      failedOver |= !ahead.isEmpty();
      return !ahead.isEmpty();
    }
    return ahead.confineTo(cause);
  }

  /** Whether an offer could be asked next, if it were the only one that is left. */
  public boolean admits(FallbackChains chains) {
    return ahead.admits(chains);
  }

  private List<AttemptCommand> onWithheld(AttemptEvent.Withheld withheld) {
    attempt--;
    if (rival != null) {
      rival = null;
      ahead.replace(withheld.plan());
      return List.of();
    }
    String only = boundTo();
    ahead.replace(only == null ? withheld.plan() : List.of());
    if (!ahead.isConfined()) {
      ahead.turnTo(FallbackCause.OVERLOADED);
    }
    if (!ahead.isEmpty()) {
      return List.of(next());
    }
    for (Choice choice : withheld.plan()) {
      if (choice.offer().equals(only)) {
        return again(choice);
      }
    }
    return giveUp(last == null ? new Ending.Refused(withheld.why()) : new Ending.Failed(last));
  }

  private List<AttemptCommand> onFirstToken(AttemptEvent.FirstToken token) {
    emitting = true;
    List<AttemptCommand> commands = new ArrayList<>(2);
    commands.addAll(won(token.attempt()));
    commands.add(new Emit(token.attempt()));
    return commands;
  }

  private List<AttemptCommand> onEnded(AttemptEvent.Ended ended) {
    List<AttemptCommand> commands = new ArrayList<>(2);
    commands.addAll(won(ended.attempt()));
    commands.addAll(finish(new Ending.Succeeded(ended.attempt())));
    return commands;
  }

  // It is the answer unless an offer that is left gives a surer one.
  private List<AttemptCommand> onUnsure(AttemptEvent.Unsure unsure) {
    kept = unsure.attempt();
    List<AttemptCommand> commands = new ArrayList<>(won(unsure.attempt()));
    if (!ahead.leadsToRival()) {
      commands.addAll(giveUp(new Ending.Succeeded(kept)));
    } else {
      commands.add(next());
    }
    return commands;
  }

  private List<AttemptCommand> giveUp(Ending otherwise) {
    return finish(kept == 0 ? otherwise : new Ending.Succeeded(kept));
  }

  // The other one, if there is any, is of no use any more.
  private List<AttemptCommand> won(int number) {
    if (rival == null) {
      return List.of();
    }
    int loser = number == currentNumber ? attempt : currentNumber;
    goOnWith(number == currentNumber ? current : rival, number);
    return List.of(new Cancel(loser));
  }

  private void goOnWith(@Nullable Choice choice, int number) {
    current = choice;
    currentNumber = number;
    rival = null;
  }

  private List<AttemptCommand> onFailed(AttemptEvent.Failed failed) {
    Failure failure = rules.inDoubtAfter(last, failed.failure());
    last = failure;
    refused.add(failure);
    if (rival != null) {
      failedOver |= rules.mayFailOver(failure);
      boolean first = failed.attempt() == currentNumber;
      goOnWith(first ? rival : current, first ? attempt : currentNumber);
      return List.of();
    }
    Choice same = current;
    if (emitting || same == null) {
      return finish(new Ending.Failed(failure));
    }
    if (!askedAnew && rules.mayAskAnew(failure)) {
      askedAnew = true;
      return again(same);
    }
    if (goesOn(failure)) {
      return List.of(next());
    }
    return kept == 0 && rules.mayRepeat(failure, same, repeats)
        ? repeat(failed.at(), failure, same)
        : giveUp(new Ending.Failed(refused.reported(failure)));
  }

  private List<AttemptCommand> onCut(AttemptEvent.Cut cut) {
    last = cut.failure();
    ahead.replace(cut.left());
    ahead.turnTo(rules.cause(last));
    return ahead.isEmpty() ? finish(new Ending.Failed(last)) : List.of(next());
  }

  private List<AttemptCommand> repeat(long now, Failure failure, Choice same) {
    long at = now + pause(failure);
    if (at >= rules.deadline() || !chance.takeRepeat(same.provider())) {
      return finish(new Ending.Failed(failure));
    }
    repeats++;
    state = State.PAUSED;
    return List.of(new Arm(AttemptEvent.Timer.Kind.BACKOFF, at));
  }

  private long pause(Failure failure) {
    long pause = rules.retry().pause(repeats + 1, chance.jitter());
    return failure.retryAfter() == null ? pause : Math.max(pause, failure.retryAfter().toNanos());
  }

  private List<AttemptCommand> onTimer(AttemptEvent.Timer timer) {
    return switch (timer.kind()) {
      case DEADLINE -> stop(FailureCode.TIMEOUT, "The time of the call is over.");
      case HEDGE -> race();
      case BACKOFF -> state == State.PAUSED && current != null ? again(current) : List.of();
    };
  }

  private List<AttemptCommand> race() {
    boolean alone = state == State.RUNNING && rival == null && !emitting;
    if (!alone || !ahead.leadsToRival() || !rules.mayRace() || current == null) {
      return List.of();
    }
    if (!chance.takeRival(current.provider())) {
      return List.of();
    }
    rival = ahead.take();
    return List.of(new Dispatch(++attempt, rival, false));
  }

  private List<AttemptCommand> again(Choice same) {
    state = State.DISPATCHED;
    currentNumber = ++attempt;
    return List.of(new Dispatch(attempt, same, true));
  }

  private Dispatch next() {
    Choice choice = ahead.take();
    current = choice;
    repeats = 0;
    askedAnew = false;
    state = State.DISPATCHED;
    currentNumber = ++attempt;
    return new Dispatch(attempt, choice, false);
  }

  private List<AttemptCommand> stop(FailureCode code, String message) {
    boolean underWay = state == State.RUNNING;
    Applied applied = underWay ? rules.interrupted() : last == null ? Applied.NO : last.applied();
    Failure failure = Failure.of(code, message).withApplied(applied);
    Ending stopped = anyBegan ? new Ending.Failed(failure) : new Ending.Refused(failure);
    boolean enough = kept > 0 && code == FailureCode.TIMEOUT;
    Finish finish = new Finish(enough ? new Ending.Succeeded(kept) : stopped);
    state = State.DONE;
    return underWay ? List.of(new Cancel(attempt), finish) : List.of(finish);
  }

  private List<AttemptCommand> onBegan() {
    anyBegan = true;
    state = State.RUNNING;
    return List.of();
  }

  private List<AttemptCommand> finish(Ending ending) {
    state = State.DONE;
    return List.of(new Finish(ending));
  }
}

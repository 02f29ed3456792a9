package io.auterity.relay.attempt;

import io.auterity.relay.attempt.AttemptCommand.Dispatch;
import io.auterity.relay.attempt.AttemptCommand.Ending;
import io.auterity.relay.attempt.AttemptCommand.Finish;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call's attempts decided over again: the machine is told what it was told, and what it commands
 * is compared with what was done.
 */
public final class AttemptReplay {

  private final Decision decision;
  private final Map<String, Choice> choices = new HashMap<>();
  private final Map<Integer, Dispatch> dispatched = new HashMap<>();
  private final Answers answers;
  private final AttemptMachine machine;
  private @Nullable Ending ending;
  private boolean askedMore;

  /**
   * Of a call that was planned.
   *
   * @param plan the offers that could be asked, in their order
   * @param ranked these and those that could not be asked at first
   * @param rules with the deadline counted from the call's beginning, as all its times are
   */
  public AttemptReplay(
      Decision decision, List<Choice> plan, List<Choice> ranked, AttemptRules rules) {
    this.decision = decision;
    ranked.forEach(choice -> choices.put(choice.offer(), choice));
    this.answers = new Answers(decision.course().chances());
    this.machine = new AttemptMachine(plan, rules, answers);
  }

  /** An event as a decision keeps it; {@code began} is when the call did, by the same clock. */
  static AttemptHistory.Note note(AttemptEvent event, long began) {
    return switch (event) {
      case AttemptEvent.Began(int attempt, long at) ->
          note(AttemptHistory.Kind.BEGAN, attempt, at - began);
      case AttemptEvent.FirstToken(int attempt, long at) ->
          note(AttemptHistory.Kind.SEEN, attempt, at - began);
      case AttemptEvent.Ended(int attempt, long at) ->
          note(AttemptHistory.Kind.ENDED, attempt, at - began);
      case AttemptEvent.Unsure(int attempt, long at) ->
          note(AttemptHistory.Kind.UNSURE, attempt, at - began);
      case AttemptEvent.Failed(int attempt, long at, Failure ignored) ->
          note(AttemptHistory.Kind.FAILED, attempt, at - began);
      case AttemptEvent.Cut(int attempt, long at, List<Choice> left, Failure ignored) ->
          new AttemptHistory.Note(
              AttemptHistory.Kind.CUT,
              attempt,
              at - began,
              left.stream().map(Choice::offer).toList());
      case AttemptEvent.CallerGone(long at) -> note(AttemptHistory.Kind.CALLER_GONE, 0, at - began);
      case AttemptEvent.Timer(AttemptEvent.Timer.Kind kind, long at) ->
          note(AttemptHistory.Kind.valueOf(kind.name()), 0, at - began);
      case AttemptEvent.Withheld(int attempt, long at, List<Choice> left, Failure ignored) ->
          new AttemptHistory.Note(
              AttemptHistory.Kind.WITHHELD,
              attempt,
              at - began,
              left.stream().map(Choice::offer).toList());
    };
  }

  private static AttemptHistory.Note note(AttemptHistory.Kind kind, int attempt, long nanos) {
    return new AttemptHistory.Note(kind, attempt, nanos, List.of());
  }

  /** What the machine decides otherwise now, in one sentence; null when nothing. */
  public @Nullable String difference() {
    keep(machine.start(this::failure));
    for (AttemptHistory.Note note : decision.course().notes()) {
      boolean begins =
          note.kind() == AttemptHistory.Kind.BEGAN || note.kind() == AttemptHistory.Kind.WITHHELD;
      if (begins && !dispatched.containsKey(note.attempt())) {
        return "Attempt %d would not be made now.".formatted(note.attempt());
      }
      keep(machine.apply(event(note)));
    }
    if (askedMore || answers.left.hasNext()) {
      return "Chance would be asked more or less often than it was.";
    }
    String departure = departure();
    return departure == null ? otherEnding() : departure;
  }

  private void keep(List<AttemptCommand> commands) {
    for (AttemptCommand command : commands) {
      if (command instanceof Dispatch dispatch) {
        dispatched.put(dispatch.attempt(), dispatch);
      } else if (command instanceof Finish(Ending made)) {
        ending = made;
      }
    }
  }

  private @Nullable String departure() {
    for (Decision.Tried tried : decision.attempts()) {
      Dispatch dispatch = dispatched.get(tried.number());
      if (dispatch == null
          || !dispatch.choice().offer().equals(tried.offer())
          || dispatch.repeat() != tried.repeat()) {
        return "Attempt %d at %s does not follow from what happened."
            .formatted(tried.number(), tried.offer());
      }
    }
    return null;
  }

  private @Nullable String otherEnding() {
    Decision.Ending now =
        switch (ending) {
          case null -> null;
          case Ending.Succeeded succeeded -> Decision.Ending.SUCCEEDED;
          case Ending.Refused refused -> Decision.Ending.REFUSED;
          case Ending.Failed failed -> Decision.Ending.FAILED;
        };
    return now == decision.result().ending() || endedBeside()
        ? null
        : "The call would be %s now and was %s."
            .formatted(words(now), words(decision.result().ending()));
  }

  // An unforeseen error ends a call beside the machine, also after attempts that ended.
  private boolean endedBeside() {
    Failure failure = decision.result().failure();
    return failure != null
        && failure.code() == FailureCode.INTERNAL
        && decision.attempts().stream().noneMatch(tried -> failure.equals(tried.failure()));
  }

  private static String words(Decision.@Nullable Ending ending) {
    return ending == null ? "under way" : ending.name().toLowerCase(Locale.ROOT);
  }

  private AttemptEvent event(AttemptHistory.Note note) {
    int attempt = note.attempt();
    long at = note.nanos();
    return switch (note.kind()) {
      case BEGAN -> new AttemptEvent.Began(attempt, at);
      case SEEN -> new AttemptEvent.FirstToken(attempt, at);
      case ENDED -> new AttemptEvent.Ended(attempt, at);
      case UNSURE -> new AttemptEvent.Unsure(attempt, at);
      case FAILED -> new AttemptEvent.Failed(attempt, at, failureOf(attempt));
      case CALLER_GONE -> new AttemptEvent.CallerGone(at);
      case DEADLINE -> new AttemptEvent.Timer(AttemptEvent.Timer.Kind.DEADLINE, at);
      case HEDGE -> new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, at);
      case BACKOFF -> new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, at);
      case CUT -> new AttemptEvent.Cut(attempt, at, left(note), failureOf(attempt));
      case WITHHELD -> new AttemptEvent.Withheld(attempt, at, left(note), failure());
    };
  }

  private List<Choice> left(AttemptHistory.Note note) {
    return note.left().stream()
        .map(offer -> choices.getOrDefault(offer, new Choice(offer, false)))
        .toList();
  }

  private Failure failureOf(int attempt) {
    return decision.attempts().stream()
        .filter(tried -> tried.number() == attempt)
        .map(Decision.Tried::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(this::failure);
  }

  // The machine hands it on and never looks into it.
  private Failure failure() {
    Failure failure = decision.result().failure();
    return failure == null ? Failure.of(FailureCode.INTERNAL, "not recorded") : failure;
  }

  private final class Answers implements AttemptMachine.Chance {
    private final Iterator<Double> left;

    private Answers(List<Double> recorded) {
      this.left = recorded.iterator();
    }

    private double next() {
      askedMore |= !left.hasNext();
      return left.hasNext() ? left.next() : 0;
    }

    @Override
    public double jitter() {
      return next();
    }

    @Override
    public boolean takeRepeat(String provider) {
      return next() > 0;
    }

    @Override
    public boolean takeRival(String provider) {
      return next() > 0;
    }
  }
}

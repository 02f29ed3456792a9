package io.auterity.relay.attempt;

import io.auterity.relay.route.FallbackCause;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The offers that one call has not asked yet, in the order in which they are asked: the fallbacks
 * for the cause of a failure come before those that are asked in their turn.
 */
final class ChoiceQueue {

  /** The causes for which a call may begin with a fallback, because all others are left out. */
  private static final List<FallbackCause> BEFORE_ANY =
      List.of(FallbackCause.OVERLOADED, FallbackCause.CONTEXT_TOO_LONG);

  private List<Choice> left;
  private @Nullable FallbackCause cause;

  ChoiceQueue(List<Choice> plan) {
    this.left = List.copyOf(plan);
    if (isEmpty()) {
      BEFORE_ANY.stream().filter(this::has).findFirst().ifPresent(this::turnTo);
    }
  }

  /** Takes another plan in place of what is left. */
  void replace(List<Choice> plan) {
    left = List.copyOf(plan);
  }

  /** Whether there is none to ask; fallbacks for other causes may be left. */
  boolean isEmpty() {
    return first() == null;
  }

  /** Takes the one to ask next. */
  Choice take() {
    Choice choice = Objects.requireNonNull(first());
    left = left.stream().filter(one -> !one.equals(choice)).toList();
    return choice;
  }

  /** Puts the fallbacks for a cause first; false where none is left. */
  boolean turnTo(@Nullable FallbackCause failed) {
    if (failed == null || !has(failed)) {
      return false;
    }
    cause = failed;
    return true;
  }

  /** Whether its order is that after a failure of this cause. */
  boolean isTurnedTo(@Nullable FallbackCause failed) {
    return failed != null && failed == cause;
  }

  private boolean has(FallbackCause failed) {
    return left.stream().anyMatch(choice -> choice.chains().causes().contains(failed));
  }

  private @Nullable Choice first() {
    Choice inTurn = null;
    for (Choice choice : left) {
      if (cause != null && choice.chains().causes().contains(cause)) {
        return choice;
      }
      if (inTurn == null && choice.chains().inTurn()) {
        inTurn = choice;
      }
    }
    return inTurn;
  }
}

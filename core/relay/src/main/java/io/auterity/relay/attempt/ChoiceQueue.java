package io.auterity.relay.attempt;

import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.route.FallbackCause;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The offers that one call has not asked yet, in the order in which they are asked: the fallbacks
 * for the cause of a failure come before those that are asked in their turn.
 */
final class ChoiceQueue {

  private List<Choice> left;
  private @Nullable FallbackCause cause;
  private boolean confined;

  ChoiceQueue(List<Choice> plan) {
    this.left = List.copyOf(plan);
    if (isEmpty()) {
      FallbackCause.BEFORE_ANY.stream().filter(this::has).findFirst().ifPresent(this::turnTo);
    }
  }

  /** Takes another plan in place of what is left. */
  void replace(List<Choice> plan) {
    left = confined ? plan.stream().filter(this::isOnCause).toList() : List.copyOf(plan);
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

  /**
   * Leaves the fallbacks for a cause alone, because others may not be asked after it; false where
   * none is left.
   */
  boolean confineTo(@Nullable FallbackCause failed) {
    if (!turnTo(failed)) {
      return false;
    }
    confined = true;
    left = left.stream().filter(this::isOnCause).toList();
    return true;
  }

  /** Whether it holds fallbacks for one cause alone. */
  boolean isConfined() {
    return confined;
  }

  /** Whether an offer would be taken if it were the only one that is left. */
  boolean admits(FallbackChains chains) {
    boolean onCause = cause != null && chains.causes().contains(cause);
    return confined ? onCause : onCause || chains.mayBegin();
  }

  /** Whether the next is an offer for the model that is asked for, and no alternative to it. */
  boolean leadsToRival() {
    Choice next = first();
    return next != null && !next.chains().alternative();
  }

  private boolean isOnCause(Choice choice) {
    return cause != null && choice.chains().causes().contains(cause);
  }

  private boolean has(FallbackCause failed) {
    return left.stream().anyMatch(choice -> choice.chains().causes().contains(failed));
  }

  private @Nullable Choice first() {
    Choice inTurn = null;
    for (Choice choice : left) {
      if (isOnCause(choice)) {
        return choice;
      }
      if (inTurn == null && choice.chains().inTurn()) {
        inTurn = choice;
      }
    }
    return inTurn;
  }
}

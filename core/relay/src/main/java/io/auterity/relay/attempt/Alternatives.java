package io.auterity.relay.attempt;

import io.auterity.relay.call.CallState;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.RankedCandidate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that are left when a provider could not begin: first those not asked yet, by a new
 * plan; then those that had no slot, once one is free.
 */
final class Alternatives {

  private final CallState call;
  private final Reservations reservations;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Deque<String> busy = new ArrayDeque<>();
  private volatile @Nullable String waitingFor;

  Alternatives(CallState call, Reservations reservations) {
    this.call = call;
    this.reservations = reservations;
  }

  /** A new plan leaves it out. */
  void asked(String offer) {
    asked.add(offer);
  }

  /** All that it lacked was a slot. */
  void busy(String offer) {
    if (!busy.contains(offer)) {
      busy.add(offer);
    }
  }

  /** The candidates not asked yet, in a new order; does not wait. */
  List<RankedCandidate> untried() {
    return call.plan().without(asked);
  }

  /**
   * Those to go on with; waits when only a slot is missing.
   *
   * @param only the offer that the call is bound to; it neither plans again nor waits for another
   * @param admitted whether an offer could be asked next by its fallback chains
   */
  List<RankedCandidate> left(@Nullable String only, Predicate<FallbackChains> admitted) {
    List<RankedCandidate> left = only == null ? untried() : List.of();
    if (left.stream().anyMatch(one -> admitted.test(one.chains()))) {
      return left;
    }
    String first = only == null ? busy.pollFirst() : busy.remove(only) ? only : null;
    return first == null ? List.of() : afterWaiting(first);
  }

  // When all that is missing is a slot, the call waits for the first provider that had none. It is
  // asked once more; if then something else is missing, it is not waited for again.
  private List<RankedCandidate> afterWaiting(String first) {
    try {
      waitingFor = first;
      boolean free = reservations.vitals(first).awaitSlot(call.remaining(), call.stop()::asked);
      if (call.stop().asked()) {
        reservations.vitals(first).wake();
      } else if (free) {
        return call.plan().plan().planned().stream()
            .filter(one -> one.offer().equals(first))
            .toList();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.stop().callerGone();
    } finally {
      waitingFor = null;
    }
    return List.of();
  }

  /** Wakes the thread that waits for a slot, so that it looks again; from any thread. */
  void wake() {
    String offer = waitingFor;
    if (offer != null) {
      reservations.vitals(offer).wake();
    }
  }
}

package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.usage.LatencyCounts;
import io.auterity.platform.call.Invocation;
import io.auterity.provider.health.HealthSignal;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tally of one offer in recorded calls: its answers, failures, latency and scores. A failure
 * counts where it would have counted against the provider's health. Attempts in a class of the
 * vendor's service say nothing of others: a batch takes hours, and may be left undone.
 */
final class OfferTally {

  private static final double MEDIAN = 0.5;

  private final LatencyCounts took = new LatencyCounts();
  private final SavingCounts.Worth worth = new SavingCounts.Worth();
  private long answers;
  private long failed;

  void tried(Decision decision, Decision.Tried one) {
    if (Saving.service(one.used()) != null) {
      return;
    }
    if (one.failure() == null) {
      answers++;
      took.add(one.tookNanos());
    } else if (!one.injected() && sign(decision, one, one.failure()) == HealthSignal.FAILED) {
      failed++;
    }
  }

  /** The answer that the caller was given, and its score; null where it was not scored. */
  void given(Decision.Tried answer, @Nullable Double score) {
    if (Saving.service(answer.used()) == null) {
      worth.add(score);
    }
  }

  OfferSeen seen(String offer) {
    return new OfferSeen(offer, answers, failed, took.quantile(MEDIAN), worth.scores());
  }

  private static HealthSignal sign(Decision decision, Decision.Tried one, Failure failure) {
    Duration timeout = Duration.ofMillis(decision.timing().timeoutMillis());
    Duration ended = Duration.ofNanos(one.startedNanos() + one.tookNanos());
    Failure last = decision.result().failure();
    boolean callerGone =
        last != null
            && last.code() == FailureCode.CANCELLED
            && one.equals(decision.attempts().getLast());
    return HealthSignal.of(
        failure,
        HealthSignal.Patience.of(door(decision), timeout, timeout.minus(ended), callerGone));
  }

  // Doors that there are no more let callers be as hasty as any but a workflow's.
  private static Invocation.Door door(Decision decision) {
    return decision.call().door().equals(Invocation.Door.WORKFLOW.wire())
        ? Invocation.Door.WORKFLOW
        : Invocation.Door.REST;
  }
}

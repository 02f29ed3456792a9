package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.provider.InjectedMark;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.health.Patience;
import io.auterity.relay.ledger.Held;
import io.auterity.spi.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives back all that was taken for an attempt, and notes what it did. */
final class Closing {

  private final Passage passage;

  Closing(Passage passage) {
    this.passage = passage;
  }

  /** The attempt was not sent after all. */
  void unused(LiveAttempt attempt) {
    attempt.vitals.unused(attempt.permit);
    attempt.release();
    attempt.hold.settle(0, 0);
  }

  void succeeded(LiveAttempt attempt) {
    attempt.vitals.succeeded(attempt.permit);
    close(attempt, null);
  }

  /** The server itself ended it. */
  void broken(LiveAttempt attempt, Failure failure) {
    attempt.vitals.failed(attempt.permit, failure, false);
    close(attempt, failure);
  }

  void failed(LiveAttempt attempt, Failure failure, boolean callerGone) {
    Invocation call = passage.call;
    Patience patience = Patience.of(call.door(), call.timeout(), attempt.remaining(), callerGone);
    attempt.vitals.failed(attempt.permit, failure, patience, InjectedMark.isOn(failure));
    close(attempt, failure);
  }

  private void close(LiveAttempt attempt, @Nullable Failure failure) {
    attempt.release();
    ProviderInfo provider = passage.planned().candidate(attempt.provider()).provider();
    Map<String, Long> used = attempt.metered();
    boolean mayCost = attempt.mayCost(failure);
    long cost =
        mayCost && untold(used)
            ? passage.bill.addUntold(used, attempt.held, provider.prices())
            : passage.bill.add(used, provider.prices());
    for (Held part : attempt.hold.settle(cost, mayCost ? 1 : 0)) {
      passage.holds.add(new Decision.AttemptHold(attempt.number(), attempt.provider(), part));
    }
    long now = passage.parts.time().nanos();
    passage.tried.add(
        new Decision.Tried(
            attempt.number(),
            attempt.provider(),
            provider.marks(),
            attempt.beganNanos - passage.beganNanos,
            now - attempt.beganNanos,
            failure,
            failure != null && InjectedMark.isOn(failure),
            attempt.dispatch.repeat(),
            used,
            cost));
  }

  // A stream tells its use last, so one that was cut may have cost as much as was held for it.
  private boolean untold(Map<String, Long> used) {
    return passage.capability().metered() && !Decision.Tried.told(used);
  }
}

package io.auterity.relay.attempt;

import io.auterity.ledger.BudgetHold;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.Attempt;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.Offer;
import io.auterity.provider.health.HealthSignal;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.relay.call.AttemptUsage;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.StopSignal;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.field.ValueDigest;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back all that was taken for an attempt, and notes what it did and why it failed. */
record AttemptClosing(CallState call) {

  /** The attempt was not sent after all. */
  void unused(LiveAttempt attempt) {
    attempt.giveBack(attempt.vitals::unused);
    attempt.release();
    attempt.settle(0, 0, 0);
    attempt.memory().close();
    attempt.span().end();
  }

  void succeeded(LiveAttempt attempt) {
    attempt.giveBack(attempt.vitals::succeeded);
    close(attempt, null);
  }

  /** The server itself ended it, perhaps while it was being closed. */
  void broken(LiveAttempt attempt, Failure failure) {
    attempt.giveBack(attempt.vitals::unused);
    close(attempt, failure);
  }

  void failed(LiveAttempt attempt, Failure failure, boolean callerGone) {
    Invocation invocation = call.invocation();
    Patience patience =
        Patience.of(invocation.door(), invocation.timeout(), attempt.remaining(), callerGone);
    boolean injected = InjectedFault.isMarked(failure);
    // A fault is switched on to stand for a vendor that does not answer.
    Contact contact = injected ? Contact.UNHEARD : attempt.sent().contact();
    String input = HealthSignal.ofInput(failure) ? ValueDigest.of(call.input()) : null;
    attempt.giveBack(
        permit -> attempt.vitals.failed(permit, failure, patience, contact, injected, input));
    close(attempt, failure);
  }

  /**
   * The reason of a failure: the platform's own where it ended the attempt, else what its connector
   * reported.
   */
  Failure reason(LiveAttempt attempt, Failure reported) {
    Failure why = cutOr(attempt, reported);
    return InjectedFault.isMarked(reported) ? InjectedFault.marked(why) : why;
  }

  private Failure cutOr(LiveAttempt attempt, Failure reported) {
    Failure cut = attempt.cutFor();
    StopSignal stop = call.stop();
    if (stop.asked() || cut == null) {
      return stop.onlyLate() ? lateness(reported) : reported;
    }
    return cut.withApplied(reported.applied());
  }

  private static Failure lateness(Failure reported) {
    return Failure.of(FailureCode.TIMEOUT, "no answer before the deadline")
        .withOrigin(Origin.VENDOR)
        .withApplied(reported.applied());
  }

  private void close(LiveAttempt attempt, @Nullable Failure failure) {
    attempt.release();
    Offer offer = call.plan().candidate(attempt.offer()).offer();
    AttemptMeter.Billed billed = attempt.bill(offer, failure);
    AttemptUsage usage = billed.usage();
    List<BudgetHold.Closed> closed =
        attempt.settle(
            billed.line().cost(),
            usage.quantities().getOrDefault(Attempt.CALLS, 0L),
            usage.tokens());
    Decision.Tried tried =
        new Decision.Tried(
            attempt.number(),
            attempt.provider(),
            offer.provider().marks(),
            attempt.beganNanos - call.beganNanos(),
            call.now() - attempt.beganNanos,
            failure,
            failure != null && InjectedFault.isMarked(failure),
            attempt.dispatch.repeat(),
            usage.quantities(),
            billed.line().cost(),
            offer.id(),
            usage.estimated(),
            attempt.firstNanos(),
            billed.line().priceLists(),
            attempt.confidence(),
            attempt.outputLimit(usage.quantities()));
    if (failure != null) {
      attempt.memory().close();
    }
    call.attempted(tried, closed);
    attempt.span().end(tried);
  }
}

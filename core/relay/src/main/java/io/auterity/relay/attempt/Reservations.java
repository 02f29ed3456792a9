package io.auterity.relay.attempt;

import io.auterity.platform.call.OpenBreaker;
import io.auterity.provider.Lease;
import io.auterity.provider.Offer;
import io.auterity.provider.health.Admission;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.LiveHealth;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.CallPlan;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what an attempt needs, all or nothing: breaker permit and slot, holds, a lease of the
 * provider, and for a write without a vendor's key a durable note.
 */
final class Reservations {

  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

  private final CallState call;
  private final AttemptServices services;
  private @Nullable String noted;

  Reservations(CallState call, AttemptServices services) {
    this.call = call;
    this.services = services;
  }

  /** The result of a reservation. */
  sealed interface Reservation {
    record Granted(LiveAttempt attempt) implements Reservation {}

    /**
     * Nothing was taken.
     *
     * @param busy whether only a slot is missing
     * @param reason for people, after the provider's name
     */
    record Refused(boolean busy, String reason, Failure failure) implements Reservation {}
  }

  /**
   * Takes it for one attempt.
   *
   * @param begun what was said before a stream was cut; null when none was
   */
  Reservation take(AttemptCommand.Dispatch dispatch, @Nullable String begun) {
    String id = dispatch.choice().offer();
    Offer offer = call.plan().candidate(id).offer();
    LiveHealth liveHealth = vitals(id);
    return switch (liveHealth.begin(
        offer.provider().slots(), LiveHealth.asked(id, call.facts().capability()))) {
      case Permit permit -> take(dispatch, offer, liveHealth, permit, begun);
      case Admission.Refusal refusal -> refused(id, refusal);
    };
  }

  private Reservation take(
      AttemptCommand.Dispatch dispatch,
      Offer offer,
      LiveHealth liveHealth,
      Permit permit,
      @Nullable String begun) {
    boolean taken = false;
    try {
      LiveAttempt attempt = behind(liveHealth, permit, offer, dispatch, begun);
      taken = true;
      return new Reservation.Granted(attempt);
    } catch (CallFailedException e) {
      return new Reservation.Refused(false, e.failure().message(), e.failure());
    } finally {
      if (!taken) {
        liveHealth.unused(permit);
      }
    }
  }

  /** Of the provider that an offer names. */
  LiveHealth vitals(String offer) {
    return call.vitals(services.vitals(), Offer.providerOf(offer));
  }

  private LiveAttempt behind(
      LiveHealth liveHealth,
      Permit permit,
      Offer offer,
      AttemptCommand.Dispatch dispatch,
      @Nullable String begun) {
    AttemptHolds.Held held = new AttemptHolds(call, services.ledger(), offer, begun).take();
    Lease lease = null;
    boolean taken = false;
    try {
      lease =
          services
              .providers()
              .lease(call.invocation().scope(), offer.provider().id(), call.invocation().only());
      note(dispatch);
      taken = true;
      return new LiveAttempt(
          call, dispatch, liveHealth, permit, held, lease, services.thoughts(), begun);
    } finally {
      if (!taken) {
        held.hold().settle(0, 0);
        if (lease != null) {
          lease.close();
        }
      }
    }
  }

  // A run's journal notes the dispatches of its own steps, though not what these call in turn;
  // without a key no caller can come again.
  private void note(AttemptCommand.Dispatch dispatch) {
    String key = call.invocation().idempotencyKey();
    if (call.facts().effect() != Effect.NON_IDEMPOTENT
        || dispatch.choice().takesKey()
        || key == null
        || (call.invocation().parent() != null && call.invocation().behalf() == null)) {
      return;
    }
    DispatchLog.Note note =
        new DispatchLog.Note(
            key,
            call.invocation().id(),
            call.facts().capability(),
            dispatch.choice().provider(),
            call.time().now());
    Optional<UUID> earlier = services.dispatches().note(call.invocation().scope(), note);
    if (earlier.isPresent()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.IN_DOUBT,
                  "an earlier call under key %s was sent and may have been carried out; its decision %s tells"
                      .formatted(key, Decision.ID.write(earlier.get())))
              .withOrigin(Origin.VENDOR)
              .withApplied(Applied.UNKNOWN));
    }
    noted = key;
  }

  /**
   * Takes the note back after an ending that certainly applied nothing, so that its key is free.
   */
  void forget(@Nullable Failure ending) {
    if (noted == null || ending == null || ending.applied() != Applied.NO) {
      return;
    }
    try {
      services.dispatches().forget(call.invocation().scope(), noted, call.invocation().id());
    } catch (CallFailedException e) {
      LOG.warn("The note of {} stays, so its key is in doubt", call.invocation().id());
    }
  }

  private Reservation refused(String provider, Admission.Refusal refusal) {
    String reason = refusal.reason();
    Failure failure =
        CallPlan.nobody(call.facts().capability(), "%s (%s)".formatted(reason, provider));
    return new Reservation.Refused(
        refusal == Admission.Refusal.NO_SLOT,
        reason,
        refusal.isOfBreaker() ? OpenBreaker.on(failure) : failure);
  }
}

package io.auterity.relay.road;

import io.auterity.platform.id.WireId;
import io.auterity.platform.provider.Lease;
import io.auterity.platform.provider.Price;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.attempt.Command;
import io.auterity.relay.health.Admission;
import io.auterity.relay.health.Permit;
import io.auterity.relay.health.Vitals;
import io.auterity.relay.ledger.Hold;
import io.auterity.relay.ledger.Money;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what an attempt needs, all or nothing: breaker permit and slot, holds, a lease of the
 * provider, and for a write without a vendor's key a durable note.
 */
final class Seats {

  private static final Logger LOG = LoggerFactory.getLogger(Seats.class);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Passage passage;
  private @Nullable String noted;

  Seats(Passage passage) {
    this.passage = passage;
  }

  /** What came of it. */
  sealed interface Taken {
    record Seat(LiveAttempt attempt) implements Taken {}

    /**
     * Nothing was taken.
     *
     * @param busy whether only a slot is missing
     * @param reason for people, after the provider's name
     */
    record Refused(boolean busy, String reason, Failure failure) implements Taken {}
  }

  Taken take(Command.Dispatch dispatch) {
    String id = dispatch.choice().provider();
    ProviderInfo provider = passage.planned().candidate(id).provider();
    Vitals vitals = vitals(id);
    List<Permit> permits = new ArrayList<>(1);
    Admission admission = vitals.begin(provider.slots(), permits::add);
    if (admission != Admission.GRANTED) {
      return refused(id, admission);
    }
    Permit permit = permits.getFirst();
    boolean taken = false;
    try {
      LiveAttempt attempt = behind(vitals, permit, provider, dispatch);
      taken = true;
      return new Taken.Seat(attempt);
    } catch (CallFailedException e) {
      return new Taken.Refused(false, e.failure().message(), e.failure());
    } finally {
      if (!taken) {
        vitals.unused(permit);
      }
    }
  }

  Vitals vitals(String provider) {
    return passage.parts.vitals().of(passage.call.scope(), provider);
  }

  private LiveAttempt behind(
      Vitals vitals, Permit permit, ProviderInfo provider, Command.Dispatch dispatch) {
    boolean priced =
        passage.parts.ledger().budgeted(passage.call.scope()) && !provider.prices().isEmpty();
    Record input = priced ? Estimate.bounded(passage.input(), provider) : passage.input();
    long most = priced ? most(input, provider) : 0;
    Hold hold = hold(provider, most);
    Lease lease = null;
    boolean taken = false;
    try {
      lease = passage.parts.providers().lease(passage.call.scope(), provider.id());
      note(dispatch);
      taken = true;
      return new LiveAttempt(passage, dispatch, vitals, permit, hold, most, lease, input);
    } finally {
      if (!taken) {
        hold.settle(0, 0);
        if (lease != null) {
          lease.close();
        }
      }
    }
  }

  private static long most(Record input, ProviderInfo provider) {
    try {
      return Money.ceiling(Estimate.of(input, provider), provider.prices());
    } catch (ArithmeticException e) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "what this call could cost at %s is %s".formatted(provider.id(), e.getMessage()));
    }
  }

  private Hold hold(ProviderInfo provider, long money) {
    String currency =
        provider.prices().values().stream().map(Price::currency).findFirst().orElse(null);
    long left = Math.max(0, passage.deadline - passage.parts.time().nanos());
    Duration longest = Duration.ofNanos(Math.min(left, LONGEST.toNanos()));
    return passage.parts.ledger().hold(passage.call.scope(), money, currency, longest);
  }

  // A run's journal notes the dispatches of its own steps; without a key nobody can come again.
  private void note(Command.Dispatch dispatch) {
    String key = passage.call.idempotencyKey();
    if (passage.facts().effect() != Effect.NON_IDEMPOTENT
        || dispatch.choice().takesKey()
        || key == null
        || passage.call.parent() != null) {
      return;
    }
    Dispatches.Note note =
        new Dispatches.Note(
            key,
            passage.call.id(),
            passage.facts().capability(),
            dispatch.choice().provider(),
            passage.parts.time().now());
    Optional<UUID> earlier = passage.parts.dispatches().note(passage.call.scope(), note);
    if (earlier.isPresent()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.IN_DOUBT,
                  "an earlier call under key %s was sent and may have been carried out; its decision %s tells"
                      .formatted(key, WireId.DECISION.write(earlier.get())))
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
      passage.parts.dispatches().forget(passage.call.scope(), noted, passage.call.id());
    } catch (CallFailedException e) {
      LOG.warn("The note of {} stays, so its key is in doubt", passage.call.id());
    }
  }

  private Taken refused(String provider, Admission admission) {
    String reason = String.valueOf(admission.reason());
    Failure failure =
        Unviable.failure(passage.facts().capability(), List.of(provider + ": " + reason));
    return new Taken.Refused(admission == Admission.NO_SLOT, reason, failure);
  }
}

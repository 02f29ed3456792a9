package io.auterity.relay.attempt;

import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.RankedCandidate.Eligibility;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What it means that a provider does not have a resource: nothing, where another one of its route
 * could not be asked, which may have it.
 */
record AbsentResource(CallState call, Failure failure, String asked) {

  /** A failure as its caller is told it. */
  static Failure explain(CallState call, Failure failure) {
    List<Decision.Tried> attempts = call.attempts();
    return failure.code() == FailureCode.NOT_FOUND
            && call.facts().demand() == null
            && call.facts().pinned() == null
            && call.facts().effect() == Effect.NONE
            && !attempts.isEmpty()
        ? new AbsentResource(call, failure, attempts.getLast().provider()).explained()
        : failure;
  }

  private Failure explained() {
    if (call.plan().shortlist().route() == null) {
      return pointed();
    }
    String away = away();
    return away == null
        ? failure
        : Failure.of(
                FailureCode.UNAVAILABLE,
                "%s is away and may have it; %s has not: %s"
                    .formatted(away, asked, failure.message()))
            .withRetryable(true);
  }

  private @Nullable String away() {
    Stream<String> kept =
        call.plan().plan().ranked().stream()
            .filter(
                one ->
                    one.eligibility() == Eligibility.BREAKER_OPEN
                        || one.eligibility() == Eligibility.NOT_ADMITTED
                        || one.eligibility() == Eligibility.RESTING)
            .map(one -> call.plan().candidate(one.offer()).provider().id());
    return Stream.concat(kept, excluded(Exclusion.Reason.NOT_CONNECTED))
        .filter(one -> !one.equals(asked))
        .findFirst()
        .orElse(null);
  }

  // The default was asked as nothing named another one, which may have it.
  private Failure pointed() {
    List<String> others = excluded(Exclusion.Reason.DEFAULT).toList();
    return others.isEmpty()
        ? failure
        : failure.withMessage(
            "%s (asked of %s, the default of %s; where another one has it, name that: %s)"
                .formatted(
                    failure.message(), asked, call.facts().kind(), String.join(", ", others)));
  }

  private Stream<String> excluded(Exclusion.Reason reason) {
    return call.plan().shortlist().exclusions().stream()
        .filter(one -> one.reason() == reason)
        .flatMap(one -> one.offers().stream());
  }
}

package io.auterity.relay.attempt;

import io.auterity.platform.call.PlatformCause;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.FallbackCause;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteRetry;
import io.auterity.relay.route.Strategy;
import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retry and failover rules of one call: what may follow a failed attempt.
 *
 * @param deadline when the call's time is over, in nanoseconds
 * @param retry how to repeat at the same provider
 * @param failoverOn codes that fail over besides those that always do
 * @param confidence score from which on an answer is sure enough; null when each is
 */
public record AttemptRules(
    Effect effect,
    long deadline,
    RouteRetry retry,
    Set<FailureCode> failoverOn,
    @Nullable Double confidence) {

  private static final Set<FailureCode> PROVIDERS_OWN =
      EnumSet.of(
          FailureCode.UNAVAILABLE,
          FailureCode.SATURATED,
          FailureCode.TIMEOUT,
          FailureCode.RATE_LIMITED,
          FailureCode.QUOTA_EXHAUSTED,
          FailureCode.UNAUTHENTICATED,
          FailureCode.FORBIDDEN,
          FailureCode.UNSUPPORTED,
          FailureCode.INTERNAL);

  /** What says that this offer does not take the request; another one may. */
  private static final Set<FailureCode> REFUSALS =
      EnumSet.of(
          FailureCode.INVALID,
          FailureCode.NOT_FOUND,
          FailureCode.TOO_LARGE,
          FailureCode.CONTEXT_TOO_LONG);

  public AttemptRules {
    failoverOn = Set.copyOf(failoverOn);
  }

  /** Those of a route, or the usual ones where none was taken. */
  public static AttemptRules of(CallFacts facts, long deadline, @Nullable Route route) {
    return new AttemptRules(
        facts.effect(),
        deadline,
        route == null ? RouteRetry.STANDARD : route.retry(),
        failoverOn(facts, route),
        route == null || route.strategy() != Strategy.CONFIDENT || facts.effect() != Effect.NONE
            ? null
            : (Double) route.confidence());
  }

  // What a vendor of models does not find is the model, which another may have. Who names further
  // models wants an answer of one of them, whatever the first says.
  private static Set<FailureCode> failoverOn(CallFacts facts, @Nullable Route route) {
    Set<FailureCode> named = route == null ? Set.of() : route.failoverOn();
    if (facts.demand() == null) {
      return named;
    }
    Set<FailureCode> codes = EnumSet.of(FailureCode.NOT_FOUND);
    codes.addAll(named);
    if (!facts.alternatives().isEmpty()) {
      codes.addAll(REFUSALS);
      codes.add(FailureCode.CONTENT_REFUSED);
    }
    return codes;
  }

  /** How sure an answer is that is not sure enough; null when it is to be taken. */
  @Nullable Double unsure(Record answer) {
    Double score = confidence(answer);
    return confidence == null || score == null || score >= confidence ? null : score;
  }

  /** How sure an answer is of what it chose; null when it does not say so. */
  static @Nullable Double confidence(@Nullable Record answer) {
    return answer instanceof Classification made ? made.scores().get(made.label()) : null;
  }

  /** Whether another provider may be asked: a write only if this one certainly did not apply it. */
  boolean mayFailOver(Failure failure) {
    if (hasNoRoom(failure)) {
      return false;
    }
    boolean providersOwn =
        PROVIDERS_OWN.contains(failure.code())
            && !failure.fields().containsKey(Failure.CONFIGURATION);
    boolean anotherCould = providersOwn || failoverOn.contains(failure.code());
    return anotherCould && untouched(failure);
  }

  /**
   * Whether an offer refused the request, which says nothing of others: one that is asked because
   * another failed may understand less than the one whose request it is.
   */
  boolean isRefusal(Failure failure) {
    return REFUSALS.contains(failure.code()) && untouched(failure);
  }

  /** The cause whose fallbacks may be asked after a failure; null when none may. */
  @Nullable FallbackCause cause(Failure failure) {
    boolean misconfigured = failure.fields().containsKey(Failure.CONFIGURATION);
    return hasNoRoom(failure) || misconfigured || !untouched(failure)
        ? null
        : FallbackCause.of(failure.code());
  }

  /** Whether the same provider may be asked again: only if that cannot write twice. */
  boolean mayRepeat(Failure failure, Choice choice, int repeats) {
    boolean harmless = effect != Effect.NON_IDEMPOTENT || choice.takesKey();
    return failure.retryable()
        && !hasNoRoom(failure)
        && repeats < retry.max()
        && (replaced(failure) ? untouched(failure) : harmless);
  }

  /**
   * Whether the same provider may be asked again at once, because the platform took away what the
   * call was running in, or had kept a token too long, and not the provider failed. What has its id
   * now may be another vendor, so a write is made again only if it certainly was not applied.
   */
  boolean mayAskAnew(Failure failure) {
    return replaced(failure) && untouched(failure);
  }

  // There is none for another answer either; whoever called comes again.
  private static boolean hasNoRoom(Failure failure) {
    return PlatformCause.of(failure) == PlatformCause.MEMORY;
  }

  private static boolean replaced(Failure failure) {
    PlatformCause cause = PlatformCause.of(failure);
    return cause == PlatformCause.REPLACED || cause == PlatformCause.CREDENTIAL;
  }

  private boolean untouched(Failure failure) {
    return effect == Effect.NONE || failure.applied() == Applied.NO;
  }

  /** This failure, in doubt when an earlier attempt of the same write left it in doubt. */
  Failure inDoubtAfter(@Nullable Failure earlier, Failure failure) {
    boolean doubt = effect != Effect.NONE && earlier != null && earlier.applied() != Applied.NO;
    return doubt && failure.applied() == Applied.NO
        ? failure.withApplied(Applied.UNKNOWN)
        : failure;
  }

  /**
   * A failure as the caller is told it: who repeats a write that may have happened, and for which
   * the vendor took no key, may do it twice.
   */
  Failure told(Failure failure, boolean takesKey) {
    return effect == Effect.NON_IDEMPOTENT
            && failure.applied() != Applied.NO
            && !takesKey
            && failure.retryable()
        ? failure.withRetryable(false)
        : failure;
  }

  /** Whether two providers may be asked at the same time. */
  boolean mayRace() {
    return effect == Effect.NONE;
  }

  /** What is known of a write that was under way when its caller stopped waiting. */
  Applied interrupted() {
    return effect.unanswered();
  }
}

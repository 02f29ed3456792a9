package io.auterity.relay.decision.format;

import io.auterity.ledger.Limit;
import io.auterity.ledger.OfferRule;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.Capture;
import io.auterity.spi.Applied;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers by which the constants of an enum are stored, counted from 0 in the order in which
 * they stand here. A new constant is added at the end, wherever it stands in its enum.
 */
final class Numbering<E extends Enum<E>> {

  static final Numbering<Applied> APPLIED =
      new Numbering<>(List.of(Applied.NO, Applied.UNKNOWN, Applied.YES));
  static final Numbering<CircuitBreaker.Phase> PHASES =
      new Numbering<>(
          List.of(
              CircuitBreaker.Phase.CLOSED,
              CircuitBreaker.Phase.OPEN,
              CircuitBreaker.Phase.HALF_OPEN));
  static final Numbering<Capture> CAPTURES =
      new Numbering<>(List.of(Capture.NONE, Capture.MASKED, Capture.FULL));
  static final Numbering<DataClass> DATA_CLASSES =
      new Numbering<>(
          List.of(
              DataClass.PUBLIC,
              DataClass.INTERNAL,
              DataClass.CUSTOMER,
              DataClass.PERSONAL,
              DataClass.SECRET));
  static final Numbering<Decision.Ending> ENDINGS =
      new Numbering<>(
          List.of(Decision.Ending.SUCCEEDED, Decision.Ending.REFUSED, Decision.Ending.FAILED));
  static final Numbering<Effect> EFFECTS =
      new Numbering<>(List.of(Effect.NONE, Effect.IDEMPOTENT, Effect.NON_IDEMPOTENT));
  static final Numbering<Exclusion.Reason> EXCLUSIONS =
      new Numbering<>(
          List.of(
              Exclusion.Reason.NOT_CONNECTED,
              Exclusion.Reason.UNSUPPORTED,
              Exclusion.Reason.MODEL,
              Exclusion.Reason.REQUIRE,
              Exclusion.Reason.ABILITY,
              Exclusion.Reason.CONTEXT,
              Exclusion.Reason.REGION,
              Exclusion.Reason.REGIME,
              Exclusion.Reason.PRIVACY,
              Exclusion.Reason.PRICE,
              Exclusion.Reason.UNPRICED,
              Exclusion.Reason.PINNED,
              Exclusion.Reason.SEVERAL,
              Exclusion.Reason.KEY,
              Exclusion.Reason.BUDGET,
              Exclusion.Reason.SECRET,
              Exclusion.Reason.UNVERIFIED,
              Exclusion.Reason.CONSENT_NEEDED,
              Exclusion.Reason.HOME,
              Exclusion.Reason.DEFAULT));
  static final Numbering<OfferRule.Ask> ASKS =
      new Numbering<>(List.of(OfferRule.Ask.PRICED, OfferRule.Ask.CHEAPER, OfferRule.Ask.LOCAL));
  static final Numbering<FailureCode> FAILURES =
      new Numbering<>(
          List.of(
              FailureCode.INVALID,
              FailureCode.UNAUTHENTICATED,
              FailureCode.FORBIDDEN,
              FailureCode.NOT_FOUND,
              FailureCode.CONFLICT,
              FailureCode.UNSUPPORTED,
              FailureCode.RATE_LIMITED,
              FailureCode.QUOTA_EXHAUSTED,
              FailureCode.BUDGET_EXHAUSTED,
              FailureCode.SATURATED,
              FailureCode.TOO_LARGE,
              FailureCode.CONTEXT_TOO_LONG,
              FailureCode.CONTENT_REFUSED,
              FailureCode.UNAVAILABLE,
              FailureCode.TIMEOUT,
              FailureCode.CANCELLED,
              FailureCode.NO_VIABLE_PROVIDER,
              FailureCode.IN_DOUBT,
              FailureCode.INTERNAL));
  static final Numbering<Origin> ORIGINS =
      new Numbering<>(List.of(Origin.CALLER, Origin.PLATFORM, Origin.VENDOR));
  static final Numbering<Invocation.Door> DOORS =
      new Numbering<>(
          List.of(
              Invocation.Door.REST,
              Invocation.Door.GATEWAY,
              Invocation.Door.MCP,
              Invocation.Door.WORKFLOW,
              Invocation.Door.CAPTURE));
  static final Numbering<Limit.Period> PERIODS =
      new Numbering<>(
          List.of(
              Limit.Period.HOUR,
              Limit.Period.DAY,
              Limit.Period.MONTH,
              Limit.Period.TOTAL,
              Limit.Period.WEEK,
              Limit.Period.QUARTER,
              Limit.Period.YEAR));
  static final Numbering<AttemptHistory.Kind> HAPPENINGS =
      new Numbering<>(
          List.of(
              AttemptHistory.Kind.BEGAN,
              AttemptHistory.Kind.WITHHELD,
              AttemptHistory.Kind.SEEN,
              AttemptHistory.Kind.ENDED,
              AttemptHistory.Kind.FAILED,
              AttemptHistory.Kind.DEADLINE,
              AttemptHistory.Kind.HEDGE,
              AttemptHistory.Kind.BACKOFF,
              AttemptHistory.Kind.CALLER_GONE,
              AttemptHistory.Kind.UNSURE,
              AttemptHistory.Kind.CUT));
  static final Numbering<Principal.Type> PRINCIPALS =
      new Numbering<>(List.of(Principal.Type.USER, Principal.Type.SERVICE, Principal.Type.AGENT));
  static final Numbering<RankedCandidate.Eligibility> ELIGIBILITIES =
      new Numbering<>(
          List.of(
              RankedCandidate.Eligibility.PLANNED,
              RankedCandidate.Eligibility.BREAKER_OPEN,
              RankedCandidate.Eligibility.NOT_ADMITTED,
              RankedCandidate.Eligibility.RESTING,
              RankedCandidate.Eligibility.UNWELL,
              RankedCandidate.Eligibility.HELD_BACK,
              RankedCandidate.Eligibility.WITHDRAWN));
  static final Numbering<Stage> STAGES =
      new Numbering<>(
          List.of(
              Stage.AUTHENTICATE,
              Stage.TENANT,
              Stage.AUTHORIZE,
              Stage.CLASSIFY_DATA,
              Stage.POLICY_PRE,
              Stage.CACHE,
              Stage.ROUTE,
              Stage.RESERVE,
              Stage.ATTEMPT,
              Stage.POLICY_POST,
              Stage.SETTLE,
              Stage.RECORD));
  static final Numbering<StageMark.Passed> PASSED =
      new Numbering<>(
          List.of(
              StageMark.Passed.DONE,
              StageMark.Passed.SKIPPED,
              StageMark.Passed.STOPPED,
              StageMark.Passed.FAILOVER));

  private final List<E> constants;
  private final Map<E, Integer> numbers;

  private Numbering(List<E> constants) {
    this.constants = constants;
    this.numbers = new EnumMap<>(constants.getFirst().getDeclaringClass());
    for (int i = 0; i < constants.size(); i++) {
      numbers.put(constants.get(i), i);
    }
  }

  /** In the order of their numbers. */
  List<E> constants() {
    return constants;
  }

  void write(CompactWriter out, E constant) {
    Integer number = numbers.get(constant);
    if (number == null) {
      throw new IllegalStateException(constant + " has no number to be stored by");
    }
    out.unsigned(number);
  }

  E read(CompactReader in) {
    long number = in.unsigned();
    if (number < 0 || number >= constants.size()) {
      throw in.damaged(
          "no %s has the number %d"
              .formatted(constants.getFirst().getDeclaringClass().getSimpleName(), number));
    }
    return constants.get((int) number);
  }
}

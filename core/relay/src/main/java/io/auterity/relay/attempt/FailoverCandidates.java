package io.auterity.relay.attempt;

import io.auterity.relay.call.CallState;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The failover candidates of a call: the offers to ask next, in place of one that could not be
 * asked or to go on with a stream that was cut.
 *
 * @param resumption null where no offer could go on with a stream
 */
record FailoverCandidates(
    CallState call,
    Alternatives alternatives,
    AttemptRules rules,
    @Nullable StreamResumption resumption) {

  /** All that were planned, in order. */
  List<Choice> planned() {
    return choices(call.plan().plan().planned());
  }

  /** The candidates not asked yet; does not wait. */
  List<Choice> untried() {
    return choices(alternatives.untried());
  }

  /**
   * The candidates in place of an offer that was not asked; waits when only a slot is missing. All
   * that is offered instead of one that goes on with a stream must be able to do that too.
   *
   * @param boundTo the offer that the call is bound to; null when it is to none
   * @param admitted whether an offer could be asked next by its fallback chains
   */
  List<Choice> insteadOf(
      String offer, Failure why, @Nullable String boundTo, Predicate<FallbackChains> admitted) {
    if (why.code() == FailureCode.IN_DOUBT) {
      return List.of();
    }
    return resumption != null && resumption.cut() != null
        ? goingOn(offer)
        : choices(alternatives.left(boundTo, admitted));
  }

  /**
   * The candidates that can go on with what the caller has seen of a stream that was cut. What a
   * guard refuses is refused to all.
   *
   * @param shown whether the caller has seen anything of this one
   */
  List<Choice> afterCut(String offer, boolean shown, Failure failure) {
    if (resumption == null || call.stop().asked() || !resumption.mayGoOn()) {
      return List.of();
    }
    boolean unable = resumption.cut() != null && !shown;
    boolean others = rules.mayFailOver(failure) && failure.code() != FailureCode.CONTENT_REFUSED;
    return unable || others ? goingOn(offer) : List.of();
  }

  private List<Choice> goingOn(String cutAt) {
    String operation = call.capability().operation();
    return choices(
        alternatives.untried().stream()
            .filter(
                one ->
                    StreamResumption.canGoOn(
                        call.plan().candidate(one.offer()).provider(),
                        operation,
                        one.offer(),
                        cutAt))
            .toList());
  }

  private List<Choice> choices(List<RankedCandidate> planned) {
    boolean keyed = call.invocation().idempotencyKey() != null;
    return planned.stream().map(one -> Choice.of(one, keyed)).toList();
  }
}

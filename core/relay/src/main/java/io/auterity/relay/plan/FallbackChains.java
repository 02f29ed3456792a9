package io.auterity.relay.plan;

import io.auterity.relay.route.FallbackCause;
import java.util.Set;

/**
 * When an offer of a plan is asked: in its turn, and at once after failures of some causes.
 *
 * @param inTurn whether it is asked in the order of the plan, whatever the failure before
 * @param causes after which it is asked before all that are not
 * @param alternative whether it is for a model that the caller names for when all before have
 *     failed, so that it is no rival of theirs
 */
public record FallbackChains(boolean inTurn, Set<FallbackCause> causes, boolean alternative) {

  /** Of an offer that is asked in its turn alone. */
  public static final FallbackChains NONE = new FallbackChains(true, Set.of());

  /** Of an offer of a model that the caller names as an alternative. */
  static final FallbackChains ALTERNATIVE = new FallbackChains(true, Set.of(), true);

  public FallbackChains {
    causes = Set.copyOf(causes);
  }

  /** Of an offer of the model that is asked for. */
  public FallbackChains(boolean inTurn, Set<FallbackCause> causes) {
    this(inTurn, causes, false);
  }

  /** Whether it may be the first that is asked. */
  public boolean mayBegin() {
    return inTurn || FallbackCause.BEFORE_ANY.stream().anyMatch(causes::contains);
  }
}

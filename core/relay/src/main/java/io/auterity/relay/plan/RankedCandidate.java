package io.auterity.relay.plan;

import io.auterity.platform.json.LowerCaseName;

/**
 * A candidate with its rank in the order. Decisions keep it by the places of its components: it
 * grows at the end only.
 *
 * @param score 0 to 1
 * @param chains when it is asked
 */
public record RankedCandidate(
    String offer,
    double score,
    boolean fallback,
    Eligibility eligibility,
    boolean honoursKey,
    FallbackChains chains) {

  /** One that is asked in its turn alone. */
  public RankedCandidate(
      String offer, double score, boolean fallback, Eligibility eligibility, boolean honoursKey) {
    this(offer, score, fallback, eligibility, honoursKey, FallbackChains.NONE);
  }

  /** Whether a candidate is in the plan. */
  public enum Eligibility implements LowerCaseName {
    PLANNED,
    BREAKER_OPEN,
    /** The breaker admits a share of calls, and this call's ticket is not in it. */
    NOT_ADMITTED,
    /** The vendor asked to be left alone for a while. */
    RESTING,
    /** It did worse of late than the route requires. */
    UNWELL,
    /** It is new, and the rollout does not send this call there. */
    HELD_BACK,
    /** Its answers were right less often than it was sure of them. */
    WITHDRAWN
  }
}

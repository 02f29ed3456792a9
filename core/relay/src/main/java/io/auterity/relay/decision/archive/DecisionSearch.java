package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a search for decisions, with its cursor and limit; a part that is null does not
 * matter.
 *
 * @param provider who answered
 * @param outcome {@code succeeded}, {@code refused} or {@code failed}
 * @param code of the failure that it ended with
 * @param since not before
 * @param until before
 * @param after id of the last decision of the page before
 * @param limit 1 to 500
 */
public record DecisionSearch(
    @Nullable UUID run,
    @Nullable String step,
    @Nullable String provider,
    @Nullable String capability,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable Boolean failover,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable UUID after,
    int limit) {

  public static final int MOST = 500;

  public DecisionSearch {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit %d: 1 to %d".formatted(limit, MOST));
    }
  }

  /** All decisions, the latest first. */
  public static DecisionSearch latest(int limit) {
    return new DecisionSearch(null, null, null, null, null, null, null, null, null, null, limit);
  }

  public DecisionSearch ofRun(UUID value) {
    return new DecisionSearch(
        value, step, provider, capability, outcome, code, failover, since, until, after, limit);
  }

  public DecisionSearch ofStep(String value) {
    return new DecisionSearch(
        run, value, provider, capability, outcome, code, failover, since, until, after, limit);
  }

  public DecisionSearch of(String answering) {
    return new DecisionSearch(
        run, step, answering, capability, outcome, code, failover, since, until, after, limit);
  }

  public DecisionSearch between(@Nullable Instant from, @Nullable Instant to) {
    return new DecisionSearch(
        run, step, provider, capability, outcome, code, failover, from, to, after, limit);
  }

  /** The page that begins behind one decision. */
  public DecisionSearch behind(@Nullable UUID last, int most) {
    return new DecisionSearch(
        run, step, provider, capability, outcome, code, failover, since, until, last, most);
  }
}

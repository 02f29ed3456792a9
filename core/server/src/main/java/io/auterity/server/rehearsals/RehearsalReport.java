package io.auterity.server.rehearsals;

import io.auterity.platform.noun.WireTime;
import io.auterity.relay.rehearsal.OutageRehearsal;
import io.auterity.relay.rehearsal.RehearsalResult;
import io.auterity.server.web.json.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsed outage and the outcome of its calls.
 *
 * @param asked calls that began while it went on and have ended
 * @param answered of these
 * @param refused of these: no provider could be asked
 * @param failed of these: the rest
 * @param inDoubt of those that were refused or failed: they may have had an effect
 * @param repeated calls with an effect that may have had it more than once within the call
 * @param spared writes that went on although the provider was silent, since nothing was sent; a
 *     real silence may leave them in doubt
 * @param tried calls that chose the provider and failed there
 * @param notTried calls that would have chosen it, and that the rehearsal's breaker kept from it
 * @param bent calls that another offer answered in its place
 * @param breakerOpenedMs when the first call was kept from it, after the beginning
 * @param bentAfterMs median of the time until the offer that answered was asked
 * @param usualMs median of calls with its label that the provider answered itself; absent without
 *     any
 * @param tookMs median of the calls that another offer answered
 * @param cost of the calls while it went on, by currency
 * @param bends where they went, the most calls first
 * @param failures why calls were not answered, the most first
 * @param binSeconds length of each part of the timeline
 * @param timeline the calls by when they began; parts without calls are left out
 * @param truncated whether the tenant had more calls in that time than are counted
 */
public record RehearsalReport(
    RehearsalView rehearsal,
    long asked,
    long answered,
    long refused,
    long failed,
    long inDoubt,
    long repeated,
    long spared,
    long tried,
    long notTried,
    long bent,
    @Nullable Double breakerOpenedMs,
    @Nullable Double bentAfterMs,
    @Nullable Double usualMs,
    @Nullable Double tookMs,
    List<Money> cost,
    List<RehearsalBend> bends,
    List<RehearsalFailure> failures,
    long binSeconds,
    List<RehearsalBin> timeline,
    boolean truncated) {

  /**
   * Calls of one route that another offer answered.
   *
   * @param route absent where none planned them
   * @param p50Ms median of how long they took
   */
  public record RehearsalBend(@Nullable String route, String offer, long calls, double p50Ms) {}

  /**
   * Calls of one route that were not answered.
   *
   * @param route absent where none planned them
   */
  public record RehearsalFailure(@Nullable String route, String code, long calls) {}

  /**
   * What began in one part of the time.
   *
   * @param there calls that the provider answered itself
   * @param elsewhere calls that another offer answered
   * @param tried calls that failed at the provider first, because of the rehearsal
   * @param unanswered calls that were refused or failed
   */
  public record RehearsalBin(Instant at, long there, long elsewhere, long tried, long unanswered) {}

  static RehearsalReport of(OutageRehearsal one, RehearsalResult result, Instant now) {
    return new RehearsalReport(
        RehearsalView.of(one, now),
        result.asked(),
        result.answered(),
        result.refused(),
        result.failed(),
        result.inDoubt(),
        result.repeated(),
        result.spared(),
        result.tried(),
        result.notTried(),
        result.bent(),
        millis(result.breakerOpened()),
        millis(result.bentAfter()),
        millis(result.usual()),
        millis(result.took()),
        result.cost().entrySet().stream()
            .map(each -> Money.ofNanos(each.getValue(), each.getKey()))
            .sorted(Comparator.comparing(Money::currency))
            .toList(),
        result.bends().stream()
            .map(
                each ->
                    new RehearsalBend(
                        each.route(), each.offer(), each.calls(), WireTime.millis(each.took())))
            .toList(),
        result.failures().stream()
            .map(each -> new RehearsalFailure(each.route(), each.code(), each.calls()))
            .toList(),
        result.bin().toSeconds(),
        result.timeline().stream()
            .map(
                each ->
                    new RehearsalBin(
                        each.at(), each.there(), each.elsewhere(), each.tried(), each.unanswered()))
            .toList(),
        result.truncated());
  }

  private static @Nullable Double millis(@Nullable Duration time) {
    return time == null ? null : WireTime.millis(time);
  }
}

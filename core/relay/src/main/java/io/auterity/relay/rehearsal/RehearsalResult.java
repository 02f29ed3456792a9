package io.auterity.relay.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an outage rehearsal for its calls, counted from their decisions.
 *
 * @param asked calls that began while it went on
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
 * @param breakerOpened when the first call was kept from it, after the beginning; null where none
 *     was
 * @param bentAfter median of the time until the offer that answered was asked; null where none was
 * @param usual median of the calls that the provider answered itself, before, after or beside it;
 *     null where there are none
 * @param took median of the calls that another offer answered; null where there are none
 * @param cost of the calls while it went on, in nano-units by currency
 * @param bends where they went, the most calls first
 * @param failures why calls were not answered, the most first
 * @param bin length of each part of the timeline
 * @param timeline the calls by when they began, the first first; empty parts are left out
 * @param truncated whether it had more calls than were counted
 */
public record RehearsalResult(
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
    @Nullable Duration breakerOpened,
    @Nullable Duration bentAfter,
    @Nullable Duration usual,
    @Nullable Duration took,
    Map<String, Long> cost,
    List<Bend> bends,
    List<Failed> failures,
    Duration bin,
    List<Bin> timeline,
    boolean truncated) {

  public RehearsalResult {
    cost = Map.copyOf(cost);
    bends = List.copyOf(bends);
    failures = List.copyOf(failures);
    timeline = List.copyOf(timeline);
  }

  /**
   * Calls of one route that another offer answered.
   *
   * @param route null where none planned them
   * @param took median
   */
  public record Bend(@Nullable String route, String offer, long calls, Duration took) {}

  /**
   * Calls of one route that were not answered.
   *
   * @param route null where none planned them
   */
  public record Failed(@Nullable String route, String code, long calls) {}

  /**
   * What began in one part of the time.
   *
   * @param there calls that the provider answered itself
   * @param elsewhere calls that another offer answered
   * @param tried calls that failed at the provider first, because of the rehearsal
   * @param unanswered calls that were refused or failed
   */
  public record Bin(Instant at, long there, long elsewhere, long tried, long unanswered) {}
}

package io.auterity.server.runs.timeline;

import io.auterity.platform.noun.WireTime;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.workflow.view.Timeline.Lane;
import io.auterity.workflow.view.Timeline.Latency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run in equal spans of time.
 *
 * @param items how many items ended in each span
 * @param latency of the slowest step in each span; null where none ended
 * @param providers attempts in each span
 * @param breakers of the providers that were asked
 * @param outages that were switched on, as far as they were met
 * @param lanes the outermost steps
 */
public record RunTimelineView(
    Instant from,
    Instant to,
    double binMs,
    List<Integer> items,
    List<@Nullable LatencyView> latency,
    List<ProviderBins> providers,
    List<BreakerView> breakers,
    List<OutageView> outages,
    List<LaneView> lanes) {

  /** Half, and 95 of 100, took no longer. */
  public record LatencyView(double p50Ms, double p95Ms) {
    static @Nullable LatencyView of(@Nullable Latency latency) {
      return latency == null
          ? null
          : new LatencyView(WireTime.millis(latency.p50()), WireTime.millis(latency.p95()));
    }
  }

  /** Attempts at one provider. */
  public record ProviderBins(
      String id, List<String> marks, List<Integer> ok, List<Integer> failed) {}

  /** What one breaker did. */
  public record BreakerView(String provider, List<BreakerSpan> spans) {}

  /**
   * A time in which a breaker stood the same.
   *
   * @param admits share of calls that it let pass, in percent
   */
  public record BreakerSpan(Instant from, Instant to, Phase state, int admits) {}

  /** The time from the first to the last attempt that a switched-on fault made fail. */
  public record OutageView(String provider, Instant from, Instant to, boolean injected) {}

  /**
   * An outermost step.
   *
   * @param estimateTo when it will end if it goes on like this
   */
  public record LaneView(
      String id,
      @Nullable Instant from,
      @Nullable Instant to,
      int done,
      int total,
      @Nullable Instant estimateTo) {
    static LaneView of(Lane lane) {
      return new LaneView(
          lane.id(), lane.from(), lane.to(), lane.done(), lane.total(), lane.estimateTo());
    }
  }
}

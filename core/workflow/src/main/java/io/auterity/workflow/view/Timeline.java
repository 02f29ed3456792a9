package io.auterity.workflow.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run in equal spans of time.
 *
 * @param items how many items of the longest list ended in each span; steps when there is no list
 * @param slowest id of the step whose latencies are shown; null when none has ended
 * @param latency of that step in each span; null where none ended
 */
public record Timeline(
    Instant from,
    Instant to,
    Duration binWidth,
    List<Integer> items,
    @Nullable String slowest,
    List<@Nullable Latency> latency,
    List<Lane> lanes) {
  public Timeline {
    items = List.copyOf(items);
    lanes = List.copyOf(lanes);
  }

  /** Half, and 95 of 100, took no longer. */
  public record Latency(Duration p50, Duration p95) {}

  /**
   * One outermost step.
   *
   * @param estimateTo when it will end if it goes on like this
   */
  public record Lane(
      String id,
      @Nullable Instant from,
      @Nullable Instant to,
      int done,
      int total,
      @Nullable Instant estimateTo) {}
}

package io.auterity.workflow.query;

import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Counts of runs, by phase and by the time of their creation. */
public record RunCounts(
    long total, Map<RunPhase, Long> byPhase, Duration binWidth, List<Bin> bins) {
  public RunCounts {
    byPhase = Map.copyOf(byPhase);
    bins = List.copyOf(bins);
  }

  /** Runs created in one span of time. */
  public record Bin(Instant from, long total, long failed, long unfinished) {}
}

package io.auterity.server.runs;

import io.auterity.platform.noun.WireTime;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.RunCounts;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts of runs, by state and by the time of their creation. */
public record RunCountsView(
    long total, Map<RunPhase, Long> byState, List<RunBin> bins, double binMs) {

  /** Runs created in one span of time. */
  public record RunBin(Instant from, long total, long failed, long running) {}

  static RunCountsView of(RunCounts counts) {
    Map<RunPhase, Long> byState = new EnumMap<>(RunPhase.class);
    for (RunPhase phase : RunPhase.values()) {
      byState.put(phase, counts.byPhase().getOrDefault(phase, 0L));
    }
    return new RunCountsView(
        counts.total(),
        byState,
        counts.bins().stream()
            .map(bin -> new RunBin(bin.from(), bin.total(), bin.failed(), bin.unfinished()))
            .toList(),
        WireTime.millis(counts.binWidth()));
  }
}

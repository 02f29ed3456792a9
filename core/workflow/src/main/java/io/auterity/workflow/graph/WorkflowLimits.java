package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a workflow: how many of its runs may be under way at once, how many may start
 * within a time, and how long a start waits for others. Each is null where there is none.
 */
public record WorkflowLimits(
    @Nullable RunLimit runs, @Nullable StartRate starts, @Nullable Debounce settle) {

  /** None. */
  static final WorkflowLimits NONE = new WorkflowLimits(null, null, null);

  /** Where the rate of starts is written, which refusals name. */
  public static final String STARTS = "limits.starts";

  static final String SETTLE = "limits.settle";

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Starts that a rate may allow. */
  private static final int MOST = 1_000;

  /**
   * A rate limit of starts: within any time of that length there are at most so many.
   *
   * @param key template of the value by which starts are counted; null where all count together
   */
  public record StartRate(int most, Duration in, @Nullable Json key) {}

  /**
   * A debounce of starts: each waits until no other one has come for a while, and only the newest
   * begins.
   *
   * @param key template of the value by which starts are told apart; null where all are of one kind
   */
  public record Debounce(Duration quiet, @Nullable Json key) {

    /** When a start may begin, unless another one has come by then. */
    public Instant settled(Instant start) {
      return start.plus(quiet);
    }
  }

  static WorkflowLimits read(DefinitionPart part) {
    if (!part.has("limits")) {
      return NONE;
    }
    DefinitionPart limits = part.part("limits");
    limits.only(Set.of("runs", "starts", "settle"));
    if (limits.names().isEmpty()) {
      part.wrong("limits", "must have runs, starts or settle", "write one of them, or no limits");
    }
    return new WorkflowLimits(RunLimit.read(limits), starts(limits), settle(limits));
  }

  private static @Nullable StartRate starts(DefinitionPart limits) {
    if (!limits.has("starts")) {
      return null;
    }
    DefinitionPart starts = limits.part("starts");
    starts.only(Set.of("most", "in", "key"));
    var _ = starts.value("most");
    return new StartRate(
        starts.integer("most", 1, 1, MOST), duration(starts, "in"), starts.get("key"));
  }

  private static @Nullable Debounce settle(DefinitionPart limits) {
    if (!limits.has("settle")) {
      return null;
    }
    DefinitionPart settle = limits.part("settle");
    settle.only(Set.of("for", "key"));
    return new Debounce(duration(settle, "for"), settle.get("key"));
  }

  private static Duration duration(DefinitionPart part, String field) {
    var _ = part.value(field);
    Duration read = part.duration(field, LONGEST, LONGEST);
    if (read.compareTo(SHORTEST) < 0) {
      part.wrong(field, "must be a duration from 1s to 1d", "write e.g. 30s");
    }
    return read;
  }
}

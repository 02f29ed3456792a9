package io.auterity.server.runs.evidence;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.archive.StepCall;
import io.auterity.workflow.view.RunViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decisions of runs that began after their step was finished. Runs with few calls are
 * read together; when those of a list have many, it is cut, so that what is in memory at one time
 * does not grow with the list.
 */
final class RepeatedSteps {

  private static final int AT_ONE_TIME = 100_000;

  private final RunViews runs;
  private final Archive archive;
  private final int most;

  RepeatedSteps(RunViews runs, Archive archive) {
    this(runs, archive, AT_ONE_TIME);
  }

  /**
   * @param most calls that are looked at together; a run with more of them is looked at alone
   */
  RepeatedSteps(RunViews runs, Archive archive, int most) {
    this.runs = runs;
    this.archive = archive;
    this.most = most;
  }

  /** How many by run; runs without any may be left out. */
  Map<UUID, Integer> of(TenantScope scope, Map<UUID, RunFigures> figures) {
    Map<UUID, Integer> repeated = new HashMap<>();
    parts(figures, most).forEach(part -> count(scope, part, repeated));
    return repeated;
  }

  /** The runs that made calls, cut where they would have made more than so many. */
  static List<List<UUID>> parts(Map<UUID, RunFigures> figures, int most) {
    List<List<UUID>> parts = new ArrayList<>();
    long inLast = most;
    for (Map.Entry<UUID, RunFigures> run : figures.entrySet()) {
      long calls = calls(run.getValue());
      if (calls == 0) {
        continue;
      }
      if (inLast + calls > most) {
        parts.add(new ArrayList<>());
        inLast = 0;
      }
      parts.getLast().add(run.getKey());
      inLast += calls;
    }
    return parts;
  }

  private static long calls(RunFigures figures) {
    return figures.calls().values().stream()
        .mapToLong(calls -> (long) calls.succeeded() + calls.failed())
        .sum();
  }

  private void count(TenantScope scope, List<UUID> part, Map<UUID, Integer> repeated) {
    Map<UUID, Map<String, Instant>> finished = runs.completions(scope, part);
    archive.stepCalls(
        scope,
        part,
        call -> {
          if (after(finished.getOrDefault(call.run(), Map.of()).get(call.step()), call)) {
            repeated.merge(call.run(), 1, Integer::sum);
          }
        });
  }

  private static boolean after(@Nullable Instant finished, StepCall call) {
    return finished != null && call.round() == 0 && call.began().isAfter(finished);
  }
}

package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.Providers;
import io.auterity.relay.decision.Archive;
import io.auterity.relay.decision.RunFigures;
import io.auterity.relay.decision.StepCall;
import io.auterity.server.web.Money;
import io.auterity.workflow.view.RunSummary;
import io.auterity.workflow.view.RunViews;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the decisions of runs and holds them against the runs' journals. */
final class DecisionEvidence implements RunEvidence {

  private final RunViews runs;
  private final Archive archive;
  private final Runnable flush;
  private final Providers providers;

  /**
   * @param flush writes the decisions that still wait
   */
  DecisionEvidence(RunViews runs, Archive archive, Runnable flush, Providers providers) {
    this.runs = runs;
    this.archive = archive;
    this.flush = flush;
    this.providers = providers;
  }

  @Override
  public List<Evidence> of(TenantScope scope, List<RunSummary> some) {
    if (some.stream().anyMatch(run -> run.phase().over())) {
      flush.run();
    }
    return some.stream().map(run -> count(scope, run)).toList();
  }

  private Evidence count(TenantScope scope, RunSummary run) {
    RunFigures figures = archive.figures(scope, run.id());
    return new Evidence(
        figures.failovers(),
        repeated(scope, run),
        Money.ofNanos(figures.cost(), figures.currency()),
        at(scope, figures));
  }

  private int repeated(TenantScope scope, RunSummary run) {
    List<StepCall> calls = archive.stepCalls(scope, run.id());
    if (calls.isEmpty()) {
      return 0;
    }
    Map<String, Instant> finished = runs.completions(scope, run.id());
    return (int) calls.stream().filter(call -> after(finished.get(call.step()), call)).count();
  }

  private static boolean after(@Nullable Instant finished, StepCall call) {
    return finished != null && call.round() == 0 && call.began().isAfter(finished);
  }

  private List<RunProvider> at(TenantScope scope, RunFigures figures) {
    Map<String, List<String>> marks =
        providers.of(scope).stream()
            .collect(Collectors.toMap(ProviderInfo::id, ProviderInfo::marks));
    return figures.providers().stream()
        .map(one -> RunProvider.of(one, marks.getOrDefault(one.provider(), List.of())))
        .toList();
  }
}

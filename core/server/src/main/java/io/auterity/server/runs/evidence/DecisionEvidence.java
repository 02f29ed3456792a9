package io.auterity.server.runs.evidence;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.server.web.json.Money;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Counts the decisions of runs and holds them against the runs' journals. */
final class DecisionEvidence implements RunEvidence {

  private final RepeatedSteps repeated;
  private final Archive archive;
  private final Runnable flush;
  private final Providers providers;

  /**
   * @param flush writes the decisions that still wait
   */
  DecisionEvidence(RunViews runs, Archive archive, Runnable flush, Providers providers) {
    this.repeated = new RepeatedSteps(runs, archive);
    this.archive = archive;
    this.flush = flush;
    this.providers = providers;
  }

  @Override
  public List<Evidence> of(TenantScope scope, List<RunOverview> some) {
    if (some.stream().anyMatch(run -> run.phase().over())) {
      flush.run();
    }
    List<UUID> ids = some.stream().map(RunOverview::id).toList();
    Map<UUID, RunFigures> figures = archive.figures(scope, ids);
    Map<UUID, Integer> again = repeated.of(scope, figures);
    Map<String, List<String>> marks = marks(scope);
    return ids.stream()
        .map(
            run ->
                evidence(
                    Objects.requireNonNull(figures.get(run)), again.getOrDefault(run, 0), marks))
        .toList();
  }

  private Map<String, List<String>> marks(TenantScope scope) {
    return providers.of(scope).stream()
        .collect(Collectors.toMap(ProviderInfo::id, ProviderInfo::marks));
  }

  private static Evidence evidence(
      RunFigures figures, int repeated, Map<String, List<String>> marks) {
    return new Evidence(
        figures.failovers(),
        repeated,
        Money.ofNanos(figures.cost(), figures.currency()),
        figures.providers().stream()
            .map(one -> RunProvider.of(one, marks.getOrDefault(one.provider(), List.of())))
            .toList());
  }
}

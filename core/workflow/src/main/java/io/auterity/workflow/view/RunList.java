package io.auterity.workflow.view;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.time.Micros;
import io.auterity.platform.time.Time;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.query.RunCounts;
import io.auterity.workflow.query.RunCursor;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.RunQuery.Sort;
import io.auterity.workflow.query.WorkflowRuns;
import io.auterity.workflow.store.RunListStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of a tenant's runs. */
record RunList(Database database, Time time, RunOverviews summaries) {

  private static final Duration USUAL_SPAN = Duration.ofHours(24);

  Listed<RunOverview> page(TenantScope scope, RunQuery query) {
    Instant now = time.now();
    RunCursor after = RunCursor.read(query.cursor());
    List<StoredRun> found =
        database.inTenant(scope, tx -> RunListStore.page(tx, query, after, now));
    boolean more = found.size() > query.limit();
    List<StoredRun> shown = more ? found.subList(0, query.limit()) : found;
    return new Listed<>(
        shown.stream().map(run -> summaries.of(run, now)).toList(),
        more ? cursor(shown.getLast(), query.sort(), now).text() : null);
  }

  private static RunCursor cursor(StoredRun run, Sort sort, Instant now) {
    Instant created = run.birth().created();
    if (sort == Sort.NEWEST || sort == Sort.OLDEST) {
      return new RunCursor(Micros.of(created), run.birth().id());
    }
    Instant started = run.head().started();
    Instant finished = run.head().finished();
    return new RunCursor(
        Micros.of(finished == null ? now : finished)
            - Micros.of(started == null ? created : started),
        run.birth().id());
  }

  RunCounts counts(
      TenantScope scope,
      @Nullable String workflow,
      @Nullable Instant since,
      Instant until,
      int bins) {
    return database.inTenant(
        scope,
        tx -> {
          Instant begin = since == null ? begin(tx, workflow, until) : since;
          return counts(tx, workflow, begin, until, bins);
        });
  }

  Map<String, WorkflowRuns> byWorkflow(TenantScope scope, Instant since, int newest) {
    Instant now = time.now();
    return database.inTenant(scope, tx -> RunListStore.byWorkflow(tx, since, now, newest));
  }

  List<RunOverview> last(
      TenantScope scope, Set<String> workflows, Map<String, WorkflowRuns> lately) {
    Instant now = time.now();
    Set<String> others = new HashSet<>(workflows);
    List<UUID> runs = new ArrayList<>();
    for (Map.Entry<String, WorkflowRuns> one : lately.entrySet()) {
      if (others.remove(one.getKey())) {
        runs.add(one.getValue().newest().getFirst().run());
      }
    }
    List<StoredRun> found =
        database.inTenant(
            scope,
            tx -> {
              runs.addAll(others.isEmpty() ? List.of() : RunListStore.last(tx, others));
              return RunListStore.some(tx, runs);
            });
    return found.stream().map(run -> summaries.of(run, now)).toList();
  }

  private static Instant begin(Transaction tx, @Nullable String workflow, Instant until) {
    Instant usual = until.minus(USUAL_SPAN);
    return RunListStore.first(tx, workflow, until).filter(usual::isAfter).orElse(usual);
  }

  private static RunCounts counts(
      Transaction tx, @Nullable String workflow, Instant since, Instant until, int bins) {
    Duration width = Duration.between(since, until).dividedBy(bins);
    Map<RunPhase, Long> phases = RunListStore.phases(tx, workflow, since, until);
    Map<Integer, RunCounts.Bin> some = RunListStore.bins(tx, workflow, since, until, width);
    List<RunCounts.Bin> all = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      Instant from = since.plus(width.multipliedBy(bin));
      all.add(some.getOrDefault(bin, new RunCounts.Bin(from, 0, 0, 0)));
    }
    long total = phases.values().stream().mapToLong(Long::longValue).sum();
    return new RunCounts(total, phases, width, all);
  }
}

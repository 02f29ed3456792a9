package io.auterity.workflow.view;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunListStore;
import io.auterity.workflow.store.StepStore;
import io.auterity.workflow.store.StepStore.Completion;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the completion times of the steps of some runs, with as many statements as of one run. */
record Completions(Database database, Versions versions) {

  Map<UUID, Map<String, Instant>> of(TenantScope scope, Collection<UUID> runs) {
    List<RunBirth> births =
        database.inTenant(scope, tx -> RunListStore.some(tx, runs)).stream()
            .map(StoredRun::birth)
            .toList();
    Map<UUID, Workflow> workflows = new HashMap<>();
    births.forEach(run -> workflow(run).ifPresent(known -> workflows.put(run.id(), known)));
    Map<UUID, Map<String, Instant>> found = new HashMap<>();
    return database.inTenant(
        scope,
        tx -> {
          StepStore.completions(tx, births, one -> add(found, workflows, one));
          return found;
        });
  }

  private Optional<Workflow> workflow(RunBirth run) {
    try {
      return Optional.of(versions.of(run));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  private static void add(
      Map<UUID, Map<String, Instant>> found, Map<UUID, Workflow> workflows, Completion one) {
    Workflow workflow = workflows.get(one.run());
    if (workflow != null) {
      found
          .computeIfAbsent(one.run(), run -> new HashMap<>())
          .merge(one.step().text(workflow), one.at(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }
}

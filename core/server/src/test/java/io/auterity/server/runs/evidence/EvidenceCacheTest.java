package io.auterity.server.runs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.server.web.json.Money;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.view.RunOverview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvidenceCacheTest {

  private static final TenantScope TENANT = TenantScope.recovered(new UUID(0, 1));

  private final List<List<UUID>> asked = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private final RunEvidence kept = new EvidenceCache(this::count, time);

  private List<Evidence> count(TenantScope scope, List<RunOverview> runs) {
    asked.add(runs.stream().map(RunOverview::id).toList());
    return runs.stream()
        .map(
            run ->
                new Evidence(
                    (int) run.id().getLeastSignificantBits(),
                    0,
                    Money.ofNanos(0, "USD"),
                    List.of()))
        .toList();
  }

  private RunOverview run(int id, RunPhase phase) {
    return new RunOverview(
        new UUID(0, id),
        "w",
        1,
        phase,
        null,
        null,
        null,
        null,
        new Principal(new UUID(1, 1), "ann", Principal.Type.USER),
        "rest",
        Map.of(),
        time.now(),
        time.now(),
        phase.over() ? time.now() : null,
        Duration.ZERO,
        Duration.ZERO,
        DoneOfTotal.NONE,
        "digest",
        TriggerAncestry.NONE,
        null,
        null);
  }

  private List<Integer> failovers(RunOverview... runs) {
    return kept.of(TENANT, List.of(runs)).stream().map(Evidence::failovers).toList();
  }

  @Test
  void whatIsNotKnownOfAListIsCountedAtOnceAndInItsOrder() {
    RunOverview known = run(2, RunPhase.SUCCEEDED);
    kept.of(TENANT, known);

    assertThat(failovers(run(1, RunPhase.RUNNING), known, run(3, RunPhase.FAILED)))
        .containsExactly(1, 2, 3);

    assertThat(asked)
        .containsExactly(List.of(new UUID(0, 2)), List.of(new UUID(0, 1), new UUID(0, 3)));
  }

  @Test
  void aRunUnderWayIsCountedAgainAfterAMoment() {
    RunOverview run = run(1, RunPhase.RUNNING);
    kept.of(TENANT, run);
    kept.of(TENANT, run);
    assertThat(asked).hasSize(1);

    time.advance(Duration.ofSeconds(1));
    kept.of(TENANT, run);

    assertThat(asked).hasSize(2);
  }

  @Test
  void aRunThatHasBeenOverForAWhileIsCountedForGood() {
    RunOverview run = run(1, RunPhase.SUCCEEDED);
    time.advance(Duration.ofSeconds(11));
    kept.of(TENANT, run);
    time.advance(Duration.ofHours(1));

    assertThat(failovers(run)).containsExactly(1);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRunThatHasGoneAgainIsCountedAnew() {
    RunOverview first = run(1, RunPhase.FAILED);
    time.advance(Duration.ofSeconds(11));
    kept.of(TENANT, first);

    kept.of(TENANT, run(1, RunPhase.FAILED));

    assertThat(asked).hasSize(2);
  }
}

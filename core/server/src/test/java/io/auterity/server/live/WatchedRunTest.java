package io.auterity.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.WorkflowOutline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedRunTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int OUTER = 0;
  private static final int INNER = 1;

  @Test
  void failedItemsAreToldOfFramesThatDoNotConcernTheirList() {
    WatchedRun run = known(NOW, tally(OUTER, 9, 1), tally(INNER, 0, 1));

    run.moved(frame(RunPhase.RUNNING, tally(OUTER, 9, 2)), () -> summary(NOW));
    run.moved(frame(RunPhase.RUNNING, tally(INNER, 0, 5)), () -> summary(NOW));

    assertThat(run.failedItems()).isEqualTo(2);
  }

  @Test
  void theStartOfAQueuedRunIsAskedForUntilItIsKnown() {
    WatchedRun run = known(null);

    run.moved(frame(RunPhase.QUEUED), () -> summary(NOW));
    assertThat(run.startedAt()).isNull();
    run.moved(frame(RunPhase.RUNNING), () -> summary(null));
    assertThat(run.startedAt()).isNull();
    run.moved(frame(RunPhase.RUNNING), () -> summary(NOW));
    run.moved(frame(RunPhase.RUNNING), () -> summary(NOW.plusSeconds(1)));

    assertThat(run.startedAt()).isEqualTo(NOW);
  }

  private static WatchedRun known(@Nullable Instant startedAt, NodeTally... nodes) {
    WorkflowOutline none = new WorkflowOutline("w", Json.EMPTY, List.of(), null);
    return new WatchedRun(
        new RunDetail(summary(startedAt), none, Json.EMPTY, null, List.of(nodes), Map.of(), 1));
  }

  private static RunUpdate.Progress frame(RunPhase phase, NodeTally... moved) {
    return new RunUpdate.Progress(2, phase, null, List.of(), List.of(moved), DoneOfTotal.NONE);
  }

  private static NodeTally tally(int node, int total, int failed) {
    return new NodeTally(
        node, StepPhase.RUNNING, total, 0, 0, 0, 0, failed, null, null, null, null, Map.of(), 0, 0);
  }

  private static RunOverview summary(@Nullable Instant startedAt) {
    return new RunOverview(
        new UUID(0, 1),
        "w",
        1,
        startedAt == null ? RunPhase.QUEUED : RunPhase.RUNNING,
        null,
        null,
        null,
        null,
        new Principal(new UUID(1, 1), "ann", Principal.Type.USER),
        "rest",
        Map.of(),
        NOW,
        startedAt,
        null,
        Duration.ZERO,
        Duration.ZERO,
        DoneOfTotal.NONE,
        "digest",
        TriggerAncestry.NONE,
        null,
        null);
  }
}

package io.auterity.server.runs;

import io.auterity.platform.noun.WireTime;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.view.StepOutline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one step of the workflow, over all of its executions.
 *
 * @param path e.g. {@code triage[].classify}
 * @param total items, of a step over a list
 * @param arms how often each arm of a branch was taken
 * @param round how often the step was done again, where that is more than never
 * @param rounds of a loop, those that have begun
 */
public record NodeProgress(
    int node,
    String id,
    String path,
    StepType type,
    StepPhase state,
    @Nullable Integer total,
    int started,
    int running,
    int succeeded,
    int failed,
    int waiting,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable List<ArmTaken> arms,
    @Nullable Integer round,
    @Nullable Integer rounds) {

  /** How often an arm was taken; it goes by the name of its first step. */
  public record ArmTaken(String id, int taken) {}

  static NodeProgress of(StepOutline step, NodeTally tally) {
    return new NodeProgress(
        step.node(),
        step.id(),
        step.path(),
        step.type(),
        tally.phase(),
        step.type() == StepType.EACH ? tally.total() : null,
        tally.started(),
        tally.running(),
        tally.succeeded(),
        tally.failed(),
        tally.waiting(),
        orNull(tally.p50()),
        orNull(tally.p95()),
        tally.startedAt(),
        tally.finishedAt(),
        step.type() == StepType.BRANCH ? arms(step, tally) : null,
        tally.round() == 0 ? null : tally.round(),
        step.type() == StepType.LOOP ? tally.rounds() : null);
  }

  private static @Nullable Double orNull(@Nullable Duration duration) {
    return duration == null ? null : WireTime.millis(duration);
  }

  private static List<ArmTaken> arms(StepOutline branch, NodeTally tally) {
    List<ArmTaken> arms = new ArrayList<>();
    for (int arm = 0; arm < branch.arms().size(); arm++) {
      String id = branch.arms().get(arm).steps().getFirst().id();
      arms.add(new ArmTaken(id, tally.arms().getOrDefault(arm, 0)));
    }
    return arms;
  }
}

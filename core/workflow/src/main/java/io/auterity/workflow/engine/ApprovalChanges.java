package io.auterity.workflow.engine;

import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.ApprovalRow.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has changed in the rows of the approvals of a run, since they were last written.
 * Confined to the run's owner.
 */
final class ApprovalChanges {

  private final LoadedRun run;
  private final Map<StepKey, Json.Obj> written = new HashMap<>();
  private final Map<StepKey, RunEvent.OfStep> ends = new HashMap<>();

  ApprovalChanges(LoadedRun run) {
    this.run = run;
  }

  /**
   * The run was read back; its rows tell as much as its journal.
   *
   * @param state as the journal tells it
   */
  void readBack(RunState state) {
    for (StepKey step : state.asking()) {
      Json.Obj json = state.approval(step);
      if (json != null) {
        written.put(step, json);
      }
    }
  }

  /** Something has happened that may end an approval. */
  void happened(RunEvent event) {
    if (event instanceof RunEvent.OfStep of
        && written.containsKey(of.step())
        && !(event instanceof RunEvent.Asked)) {
      ends.put(of.step(), of);
    }
  }

  /** The rows that are to be written. */
  List<ApprovalRow> changes(Instant now) {
    List<ApprovalRow> rows = new ArrayList<>();
    Map<StepKey, Json.Obj> asked = new HashMap<>();
    for (StepKey step : run.state().asking()) {
      Json.Obj json = run.state().approval(step);
      if (json != null) {
        asked.put(step, json);
        if (!json.equals(written.get(step))) {
          rows.add(asked(step, ApprovalRequestJson.read(json), now));
        }
      }
    }
    written.forEach(
        (step, json) -> {
          if (!asked.containsKey(step)) {
            rows.add(ended(step, ApprovalRequestJson.read(json), now));
          }
        });
    written.clear();
    written.putAll(asked);
    ends.clear();
    return rows;
  }

  private ApprovalRow asked(StepKey step, ApprovalRequest request, Instant now) {
    Json.Obj before = written.get(step);
    Change change =
        before == null ? Change.ASKED : change(ApprovalRequestJson.read(before), request);
    return row(step, request, change, null, now);
  }

  private static Change change(ApprovalRequest before, ApprovalRequest now) {
    if (before.notices().size() == now.notices().size()) {
      return Change.VOTED;
    }
    return before.approvers().equals(now.approvers()) ? Change.REMINDED : Change.ESCALATED;
  }

  private ApprovalRow ended(StepKey step, ApprovalRequest request, Instant now) {
    return switch (ends.get(step)) {
      case RunEvent.Completed(var s, Json.Obj value) ->
          row(step, request.decidedBy(value), Change.DECIDED, value.text("choice"), now);
      case RunEvent.Failed f -> row(step, request, Change.EXPIRED, null, now);
      case null, default -> row(step, request, Change.CLOSED, null, now);
    };
  }

  private ApprovalRow row(
      StepKey step, ApprovalRequest request, Change change, @Nullable String choice, Instant now) {
    String key = step.text(run.workflow());
    return new ApprovalRow(
        ApprovalRow.id(run.birth().id(), step.inRound(run.workflow())),
        run.birth(),
        key,
        request,
        change,
        choice,
        now);
  }
}

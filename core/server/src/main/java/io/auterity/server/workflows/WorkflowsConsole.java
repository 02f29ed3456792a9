package io.auterity.server.workflows;

import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.server.callbacks.CallbackController;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.RunsPart;
import io.auterity.server.runs.StandstillController;
import io.auterity.server.runs.steps.StepController;
import io.auterity.server.runs.timeline.TimelineController;
import io.auterity.server.runs.values.ValueController;
import io.auterity.workflow.editor.DraftChecks;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.testcase.WorkflowCases;
import java.util.List;

/** Workflows and their runs, watched and steered over REST. */
public record WorkflowsConsole(
    Workflows workflows,
    ResourceHistory history,
    WorkflowDrafts drafts,
    DraftChecks checks,
    TemplateGallery gallery,
    RunsPart part,
    ProvidersPart vendors,
    Archive archive,
    Time time,
    UsageTurns turns)
    implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(
        WorkflowController.READ,
        WorkflowEditor.DRAFT,
        WorkflowEditor.PUBLISH,
        RunController.READ,
        RunController.START,
        RunController.CANCEL,
        RunController.PAUSE,
        RunController.AGAIN,
        RunController.SIGNAL,
        StepController.ANSWER,
        StandstillController.REPAIR);
  }

  @Override
  public List<Object> nouns() {
    return List.of(
        new WorkflowEditor(checks, drafts, time),
        new TestCases(
            new WorkflowCases(drafts.database(), workflows, drafts, checks, part.runViews, time),
            part.rights),
        gallery);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new WorkflowController(workflows, history, part.runs, time, turns),
        new StandstillController(part.engine, part.runs),
        new RunController(part.engine, part.runs, part.ends, part.rights, time),
        new CallbackController(part.engine, part.callbacks, time),
        new StepController(part.engine, part.runViews, archive),
        new ValueController(part.runViews),
        new TimelineController(part.runViews, archive, vendors.providers, vendors.vitals));
  }
}

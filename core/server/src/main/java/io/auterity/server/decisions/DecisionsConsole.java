package io.auterity.server.decisions;

import io.auterity.control.access.Access;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.server.part.ServerPart;
import io.auterity.workflow.view.RunViews;
import java.util.List;

/** Decisions and captured content, read over REST. */
public record DecisionsConsole(
    Archive archive,
    CaptureTable contents,
    Access access,
    RunViews runs,
    UsageTurns turns,
    Time time)
    implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(DecisionController.READ, DecisionController.CONTENT_READ);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new DecisionController(archive, contents, access, runs, turns, time));
  }
}

package io.auterity.server.rehearsals;

import io.auterity.control.access.GrantAuthorizer;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.server.part.ServerPart;
import io.auterity.workflow.view.RunViews;
import java.util.List;

/** Rehearsed outages, begun, watched and ended over REST. */
public record RehearsalsConsole(
    RehearsalsPart part,
    ProviderRegistry providers,
    GrantAuthorizer authorizer,
    RunViews runs,
    Archive archive,
    DecisionLog decisions,
    UsageTurns turns,
    Ids ids,
    Time time)
    implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(RehearsalController.REHEARSE);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new RehearsalController(
            part.rehearsals,
            part.log,
            providers,
            authorizer,
            runs,
            archive,
            decisions,
            turns,
            ids,
            time));
  }
}

package io.auterity.server.usage;

import io.auterity.platform.time.Time;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.plan.Configs;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Usage, savings and recommendations, read over REST. */
public record UsagePart(
    Archive archive,
    FeedbackTable feedback,
    Configs configs,
    Time time,
    int keptDays,
    UsageTurns turns)
    implements ServerPart {

  @Override
  public List<Object> controllers() {
    return List.of(
        new UsageController(archive, time, keptDays, turns),
        new SavingsController(archive, feedback, configs, time, keptDays, turns),
        new RecommendationController(archive, feedback, configs, time, keptDays, turns));
  }
}

package io.auterity.server.usage;

import io.auterity.insight.noun.TenantRecommendations;
import io.auterity.insight.noun.TenantSavings;
import io.auterity.insight.noun.TenantUsage;
import io.auterity.insight.usage.UsageTurns;
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
  public List<Object> nouns() {
    return List.of(
        new TenantUsage(archive, time, keptDays, turns),
        new TenantSavings(archive, feedback, configs, time, keptDays, turns),
        new TenantRecommendations(archive, feedback, configs, time, keptDays, turns));
  }
}

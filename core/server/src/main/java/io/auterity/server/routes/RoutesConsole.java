package io.auterity.server.routes;

import io.auterity.insight.learn.LearnedRoutes;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.time.Time;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.plan.DryRun;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Routes tried, replayed, rolled out and learned, over REST. */
public record RoutesConsole(
    Catalogue catalogue,
    ResourceService resources,
    Configs configs,
    LiveHealthByTenant health,
    Archive archive,
    Rollouts rollouts,
    LearnedRoutes learned,
    Ids ids,
    Time time)
    implements ServerPart {

  @Override
  public List<Object> controllers() {
    return List.of(
        new RouteController(
            catalogue,
            resources,
            new DryRun(configs, health),
            new RouteReplays(archive, ids),
            time),
        new RolloutController(configs, rollouts),
        new LearningController(resources, learned));
  }
}

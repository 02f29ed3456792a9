package io.auterity.server.routes;

import io.auterity.insight.learn.LearnedRoutes;
import io.auterity.insight.learn.store.LessonTable;
import io.auterity.insight.rollout.RolloutWorker;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.insight.rollout.store.RolloutTable;
import io.auterity.insight.shadow.Shadows;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.Relay;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import java.util.List;
import java.util.UUID;

/** Routes: their kind of resource, what they learn of answers, and their rollouts. */
public final class RoutesPart implements ServerPart {

  public final Routes routes = new Routes();
  public final LearnedRoutes learned;
  public final LessonTable lessons;
  public final Rollouts rollouts;

  private final Foundation base;
  private final PluginHost plugins;
  private final AnswerCache cache;
  private final RolloutWorker rolling;

  public RoutesPart(Foundation base, PluginHost plugins, AnswerCache cache, UUID process) {
    this.base = base;
    this.plugins = plugins;
    this.cache = cache;
    this.learned = new LearnedRoutes(plugins::embedder);
    this.lessons = new LessonTable(base.database);
    this.rollouts =
        new Rollouts(new RolloutTable(base.database, base.changeAudit), process, base.time);
    base.changes.follow(ChangeFeed.Topic.ROLLOUT, rollouts::changed, rollouts::changesMissed);
    this.rolling = new RolloutWorker(rollouts, routes);
  }

  /** Has the copies of calls that routes ask for made by the road, and their answers judged. */
  public void compareCopies(Relay relay) {
    Shadows shadows =
        new Shadows(
            relay,
            base.ids,
            rollouts,
            learned.copies(),
            copy -> Thread.ofVirtual().name("shadow").start(copy));
    shadows.tell(
        pair -> {
          if (pair.judged() != null) {
            lessons.keep(pair.call().scope(), pair.judged(), base.time.now());
          }
        });
    relay.compareWith(shadows::ended);
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(
        new RouteKind(base.catalogue, routes, () -> plugins.embedder() != null, cache::gone));
  }

  @Override
  public void serve() {
    rolling.start();
  }

  @Override
  public void close() {
    rolling.close();
  }
}

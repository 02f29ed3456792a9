package io.auterity.server.heads;

import io.auterity.insight.head.TrafficExamples;
import io.auterity.insight.learn.RouteTrainer;
import io.auterity.insight.learn.store.WithdrawalTable;
import io.auterity.platform.resource.ResourceService;
import io.auterity.server.decisions.DecisionsPart;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.routes.RoutesPart;
import java.util.List;

/**
 * The server part for learning: classifier heads over embeddings, their training, and the trainer
 * of routes that learn.
 */
public final class HeadsPart implements ServerPart {

  private final Foundation base;
  private final ResourceService resources;
  private final DecisionsPart written;
  private final Heads heads;
  private final RouteTrainer trainer;

  public HeadsPart(
      Foundation base,
      ProvidersPart vendors,
      DecisionsPart written,
      RoutesPart routes,
      ResourceService resources) {
    this.base = base;
    this.resources = resources;
    this.written = written;
    this.heads = new Heads(resources, vendors.plugins::learner, vendors.documents, base.time);
    this.trainer =
        new RouteTrainer(
            routes.routes,
            routes.lessons,
            routes.learned,
            heads,
            new WithdrawalTable(base.database, base.outbox, base.ids),
            base.time);
  }

  @Override
  public void serve() {
    trainer.start();
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new HeadController(
            heads,
            new HeadTrainings(heads, base.access.audit(), base.time, base.ids),
            new TrafficExamples(written.archive::answered, written.contents::find, base.time),
            resources,
            base.access.authorizer(),
            base.access.audit(),
            base.time));
  }

  @Override
  public void close() {
    trainer.close();
  }
}

package io.auterity.server.wiring;

import io.auterity.control.guardrail.GuardrailAccess;
import io.auterity.control.guardrail.GuardrailKind;
import io.auterity.control.guardrail.TopicDetector;
import io.auterity.control.identity.IssuerKind;
import io.auterity.control.owner.OwnerKind;
import io.auterity.insight.learn.RouteTrainer;
import io.auterity.insight.learn.store.WithdrawalTable;
import io.auterity.ledger.LimitKind;
import io.auterity.ledger.price.PricesKind;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceService;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.route.RouteKind;
import io.auterity.server.heads.Heads;
import io.auterity.server.webhooks.ResourceWebhooks;
import io.auterity.server.webhooks.WebhookFailures;
import io.auterity.workflow.registry.WorkflowKind;
import java.util.ArrayList;
import java.util.List;

/** What tenants apply, and what is learned and told by it. */
final class ResourceParts {

  final ResourceService resources;
  final ResourceHistory history;
  final Heads heads;
  final RouteTrainer teacher;

  ResourceParts(
      BaseParts base,
      VendorParts vendors,
      AnswerCache cache,
      RoadParts road,
      WorkParts work,
      IssuerKind issuers) {
    this.history = new ResourceHistory(base.database);
    this.resources =
        new ResourceService(
            base.database,
            base.time,
            base.changeAudit,
            base.access.authorizer()::authorizeUse,
            kinds(base, vendors, cache, road, work, issuers));
    resources.follow(base.changes);
    this.heads = new Heads(resources, vendors.plugins::learner, vendors.documents, base.time);
    this.teacher =
        new RouteTrainer(
            road.routes,
            road.lessons,
            road.learned,
            heads,
            new WithdrawalTable(base.database, base.outbox, base.ids),
            base.time);
    base.outbox.subscribe(webhooks(base, vendors));
  }

  private static List<ResourceKind> kinds(
      BaseParts base,
      VendorParts vendors,
      AnswerCache cache,
      RoadParts road,
      WorkParts work,
      IssuerKind issuers) {
    PluginHost plugins = vendors.plugins;
    GuardrailAccess guardrailAccess =
        new GuardrailAccess(vendors.transport::bind, base.keptSecrets, base.time);
    List<ResourceKind> kinds = new ArrayList<>(OwnerKind.all(base.owners));
    kinds.add(issuers);
    kinds.add(vendors.kind);
    kinds.add(new PricesKind(road.prices));
    kinds.add(LimitKind.budget(road.ledger));
    kinds.add(LimitKind.quota(road.ledger));
    kinds.add(
        new GuardrailKind(
            road.guardrails,
            guardrailAccess,
            road.injectionHead,
            () -> plugins.embedder(TopicDetector::fits)));
    kinds.add(
        new RouteKind(base.catalogue, road.routes, () -> plugins.embedder() != null, cache::gone));
    kinds.add(new WorkflowKind(work.workflows));
    return kinds;
  }

  private ResourceWebhooks webhooks(BaseParts base, VendorParts vendors) {
    return new ResourceWebhooks(
        resources::get,
        base.keptSecrets::read,
        vendors.transport::bind,
        new WebhookFailures(
            (scope, entry) -> {
              var _ = base.audit.append(scope, entry);
            },
            base.changeAudit),
        base.time);
  }
}

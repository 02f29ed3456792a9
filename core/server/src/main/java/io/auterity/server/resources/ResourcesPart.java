package io.auterity.server.resources;

import io.auterity.platform.call.Act;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.webhooks.ResourceWebhooks;
import io.auterity.server.webhooks.WebhookFailures;
import java.util.List;

/** Resources that tenants apply: their service, their history, and webhooks about them. */
public final class ResourcesPart implements ServerPart {

  public final ResourceService resources;

  private final ResourceHistory history;

  /**
   * @param kinds of all parts
   * @param transport binds requests of webhooks to a tenant
   */
  public ResourcesPart(Foundation base, List<ResourceKind> kinds, HttpTransport transport) {
    this.history = new ResourceHistory(base.database);
    this.resources =
        new ResourceService(
            base.database,
            base.time,
            base.changeAudit,
            base.access.authorizer()::authorizeUse,
            kinds);
    resources.follow(base.changes);
    base.outbox.subscribe(
        new ResourceWebhooks(
            resources::get,
            base.keptSecrets::read,
            transport::bind,
            new WebhookFailures(
                (scope, entry) -> {
                  var _ = base.audit.append(scope, entry);
                },
                base.changeAudit),
            base.time));
  }

  @Override
  public List<Act> acts() {
    return List.of(ResourceController.READ, ResourceController.WRITE);
  }

  @Override
  public List<EngineStatement> statements() {
    return ResourceStore.STATEMENTS;
  }

  @Override
  public void recover() {
    resources.start();
  }

  @Override
  public List<Object> controllers() {
    return List.of(new ResourceController(resources, history));
  }

  @Override
  public void close() {
    resources.close();
  }
}

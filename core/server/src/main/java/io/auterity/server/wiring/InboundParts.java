package io.auterity.server.wiring;

import io.auterity.connector.connect.ProviderConnections;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.webhook.HookNotes;
import io.auterity.webhook.HookRemoval;
import io.auterity.webhook.HookRemovalJob;
import io.auterity.webhook.RegisteredWebhooks;
import io.auterity.webhook.RemovedProviderVendors;
import io.auterity.webhook.SecretChanges;
import io.auterity.webhook.VendorHooks;
import io.auterity.webhook.WebhookAddresses;
import io.auterity.webhook.WebhookDeliveries;
import io.auterity.webhook.WebhookDoor;
import io.auterity.webhook.WebhookParts;
import org.jspecify.annotations.Nullable;

/** What vendors tell by themselves. */
final class InboundParts {

  /** Address by which vendors know this server; null when it is the one that they call. */
  final @Nullable String address;

  final WebhookDoor door;
  final WebhookAddresses webhooks;
  final SecretChanges hookSecrets;
  final HookNotes notes;
  final RegisteredWebhooks registered;
  final HookRemovalJob hookReturns;
  final WebhookDeliveries deliveries;
  final ProviderConnections connections;

  /**
   * @param road calls operations that tell vendors of webhooks
   */
  InboundParts(BaseParts base, VendorParts vendors, RoadParts road, @Nullable String address) {
    this.address = address;
    WebhookParts parts =
        new WebhookParts(
            base.database,
            base.outbox,
            base.seal,
            base.changeAudit,
            base.ids,
            base.time,
            base.random,
            vendors.providers::webhooks);
    this.door = new WebhookDoor(parts, base.telemetry.meters());
    this.webhooks = new WebhookAddresses(parts);
    this.hookSecrets = new SecretChanges(parts, webhooks);
    this.notes = new HookNotes(parts, webhooks, hookSecrets);
    VendorHooks hooks = new VendorHooks(road.relay, base.catalogue, base.binder, base.ids);
    HookRemoval removal = new HookRemoval(notes, hooks, base.time);
    this.registered =
        new RegisteredWebhooks(
            webhooks, hookSecrets, notes, hooks, removal, vendors.providers::identity);
    this.hookReturns =
        new HookRemovalJob(
            parts,
            notes,
            base.tokenVault.debts(PendingVendorRequests.Sort.HOOKS),
            new RemovedProviderVendors(
                vendors.drafts,
                base.secrets,
                vendors.owed,
                draft ->
                    new VendorHooks(
                        road.drafts.apply(draft), base.catalogue, base.binder, base.ids)));
    vendors.kind.inRemoval(hookReturns::dropping);
    vendors.kind.inMove(hookReturns::moving);
    vendors.kind.afterRemoval(hookReturns::gone);
    vendors.returns.waitWhile(hookReturns::needs);
    this.deliveries = new WebhookDeliveries(parts);
    this.connections =
        new ProviderConnections(
            vendors.providers::agreement,
            vendors.returns,
            base.tokenVault,
            base.changeAudit,
            base.time,
            base.random,
            vendors.kind::lookAgain);
  }
}

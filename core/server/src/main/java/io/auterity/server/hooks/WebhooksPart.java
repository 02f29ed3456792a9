package io.auterity.server.hooks;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.identity.IssuerRequests;
import io.auterity.control.identity.VendorTokens;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.provider.Providers;
import io.auterity.relay.Relay;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.webhook.HookRecords;
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
import io.auterity.webhook.store.WebhookStore;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Webhooks of vendors: their addresses, deliveries and registrations, and their routes. */
public final class WebhooksPart implements ServerPart {

  public final WebhookDeliveries deliveries;

  private final @Nullable String address;
  private final WebhookDoor door;
  private final WebhookAddresses webhooks;
  private final SecretChanges secrets;
  private final HookRecords notes;
  private final RegisteredWebhooks registered;
  private final HookRemovalJob removals;
  private final AccessAudit audit;
  private final Time time;

  /**
   * @param transport fetches the keys that vendors publish, bound to a tenant
   * @param relay calls operations that tell vendors of webhooks
   * @param drafts the same road to a provider that is not stored
   * @param address by which vendors know this server; null when it is the one that they call
   */
  public WebhooksPart(
      Foundation base,
      ProvidersPart vendors,
      HttpTransport transport,
      Relay relay,
      Function<Providers, Invoker> drafts,
      @Nullable String address) {
    this.address = address;
    this.audit = base.access.audit();
    this.time = base.time;
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
    VendorTokens tokens =
        new VendorTokens(new IssuerRequests(transport::bind, base.keptSecrets, base.time));
    this.door = new WebhookDoor(parts, tokens::flaw, base.telemetry.meters());
    this.webhooks = new WebhookAddresses(parts);
    this.secrets = new SecretChanges(parts, webhooks);
    this.notes = new HookRecords(parts, webhooks, secrets);
    this.deliveries = new WebhookDeliveries(parts);
    VendorHooks hooks = new VendorHooks(relay, base.catalogue, base.binder, base.ids);
    HookRemoval removal = new HookRemoval(notes, hooks, time);
    this.registered =
        new RegisteredWebhooks(
            webhooks, secrets, notes, hooks, removal, vendors.providers::identity);
    this.removals =
        new HookRemovalJob(
            parts,
            notes,
            base.tokenVault.requests(PendingVendorRequests.Sort.HOOKS, base.jobs),
            new RemovedProviderVendors(
                vendors.drafts,
                base.secrets,
                vendors.owed,
                draft ->
                    new VendorHooks(drafts.apply(draft), base.catalogue, base.binder, base.ids)));
    vendors.kind.inRemoval(removals::dropping);
    vendors.kind.inMove(removals::moving);
    vendors.returns.waitWhile(removals::needs);
  }

  /** Whether a provider has a webhook. */
  public boolean has(TenantScope scope, String provider) {
    return webhooks.has(scope, provider);
  }

  @Override
  public List<Act> acts() {
    return List.of(WebhookController.READ, WebhookController.WRITE);
  }

  @Override
  public List<EngineStatement> statements() {
    return WebhookStore.STATEMENTS;
  }

  @Override
  public List<JobKind> jobs() {
    return List.of(removals);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new HookController(door, address),
        new WebhookController(webhooks, secrets, notes, registered, address),
        new DeliveryController(deliveries, audit, time));
  }
}

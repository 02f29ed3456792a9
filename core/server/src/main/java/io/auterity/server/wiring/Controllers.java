package io.auterity.server.wiring;

import io.auterity.control.guardrail.GuardrailTrial;
import io.auterity.insight.head.TrafficExamples;
import io.auterity.platform.time.Time;
import io.auterity.relay.plan.DryRun;
import io.auterity.server.api.ApiController;
import io.auterity.server.audit.AuditController;
import io.auterity.server.cache.CacheController;
import io.auterity.server.call.CallAnswers;
import io.auterity.server.call.CallController;
import io.auterity.server.capabilities.CapabilityController;
import io.auterity.server.capabilities.ConnectorController;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.decisions.FeedbackController;
import io.auterity.server.guardrails.GuardrailController;
import io.auterity.server.guardrails.RecentFindings;
import io.auterity.server.heads.HeadController;
import io.auterity.server.heads.HeadTrainings;
import io.auterity.server.health.HealthController;
import io.auterity.server.hooks.DeliveryController;
import io.auterity.server.hooks.HookController;
import io.auterity.server.hooks.WebhookController;
import io.auterity.server.keys.KeyController;
import io.auterity.server.limits.ApprovalController;
import io.auterity.server.limits.LimitController;
import io.auterity.server.limits.SettleController;
import io.auterity.server.live.LiveRoutes;
import io.auterity.server.live.LiveSockets;
import io.auterity.server.plugins.PluginController;
import io.auterity.server.plugins.PluginTrialController;
import io.auterity.server.plugins.PluginVersionController;
import io.auterity.server.probe.ProbeController;
import io.auterity.server.probe.ProviderProbe;
import io.auterity.server.providers.ConnectionController;
import io.auterity.server.providers.ConsentController;
import io.auterity.server.providers.DocumentImport;
import io.auterity.server.providers.ProviderController;
import io.auterity.server.rehearsals.RehearsalController;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.routes.LearningController;
import io.auterity.server.routes.RolloutController;
import io.auterity.server.routes.RouteController;
import io.auterity.server.routes.RouteReplays;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.StandstillController;
import io.auterity.server.runs.steps.StepController;
import io.auterity.server.runs.timeline.TimelineController;
import io.auterity.server.runs.values.ValueController;
import io.auterity.server.secrets.SecretController;
import io.auterity.server.session.IssuerClientController;
import io.auterity.server.session.PeopleController;
import io.auterity.server.session.SessionController;
import io.auterity.server.session.SignInController;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.MetricsController;
import io.auterity.server.telemetry.TenantMetricsController;
import io.auterity.server.tenants.TenantController;
import io.auterity.server.triggers.TriggerController;
import io.auterity.server.usage.RecommendationController;
import io.auterity.server.usage.SavingsController;
import io.auterity.server.usage.UsageController;
import io.auterity.server.usage.UsageTurns;
import io.auterity.server.workflows.WorkflowController;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Every controller. Those that need the product are made when it is there. */
final class Controllers {

  private final GenericApplicationContext context;
  private final ProductStart start;

  private Controllers(GenericApplicationContext context, ProductStart start) {
    this.context = context;
    this.start = start;
  }

  static void register(GenericApplicationContext context, ProductStart start, Meters meters) {
    Controllers controllers = new Controllers(context, start);
    UsageTurns turns = new UsageTurns();
    controllers.early(
        HealthController.class, () -> new HealthController(start::dependencies, Time.system()));
    controllers.early(ApiController.class, ApiController::new);
    controllers.early(MetricsController.class, () -> new MetricsController(meters.registry()));

    controllers.add(
        TenantMetricsController.class, p -> new TenantMetricsController(p.road.tenantMetrics));
    controllers.add(TenantController.class, p -> new TenantController(p.base.access.tenants()));
    controllers.add(
        SessionController.class,
        p -> new SessionController(p.base.access, p.gateway::port, p.inbound.address));
    controllers.add(
        IssuerClientController.class,
        p ->
            new IssuerClientController(
                p.people.issuers, p.base.access.tenants(), p.base.access.audit()));
    controllers.add(
        SignInController.class, p -> new SignInController(p.people.signIns, p.inbound.address));
    controllers.add(
        PeopleController.class,
        p ->
            new PeopleController(
                p.base.access.people(), p.people.signIns.links(), p.inbound.address));
    controllers.add(AuditController.class, p -> new AuditController(p.base.audit, p.base.time));
    controllers.add(KeyController.class, p -> new KeyController(p.base.access.keys()));
    controllers.add(
        CallController.class,
        p ->
            new CallController(
                p.base.catalogue, p.road.relay, new CallAnswers(p.base.binder), p.base.ids));
    controllers.add(
        DecisionController.class,
        p ->
            new DecisionController(
                p.road.archive,
                p.road.contents,
                p.base.access,
                p.work.runViews,
                turns,
                p.base.time));
    controllers.add(
        FeedbackController.class,
        p ->
            new FeedbackController(p.road.archive, p.road.decisions, p.road.feedback, p.base.time));
    controllers.add(
        ProviderController.class,
        p ->
            new ProviderController(
                p.vendors.providers,
                p.vendors.vitals,
                p.road.configs,
                p.road.ledger,
                p.road.archive,
                new DocumentImport(p.vendors.documents),
                p.base.startedAt));
    controllers.add(
        RehearsalController.class,
        p ->
            new RehearsalController(
                p.road.rehearsals,
                p.road.rehearsalLog,
                p.vendors.providers,
                p.base.access.authorizer(),
                p.work.runViews,
                p.road.archive,
                p.road.decisions,
                turns,
                p.base.ids,
                p.base.time));
    controllers.add(
        ConnectionController.class,
        p ->
            new ConnectionController(
                p.inbound.connections, p.vendors.providers::credential, p.inbound.address));
    controllers.add(
        RouteController.class,
        p ->
            new RouteController(
                p.base.catalogue,
                p.applied.resources,
                new DryRun(p.road.configs, p.vendors.vitals),
                new RouteReplays(p.road.archive, p.base.ids),
                p.base.time));
    controllers.add(
        RolloutController.class, p -> new RolloutController(p.road.configs, p.road.rollouts));
    controllers.add(
        LearningController.class, p -> new LearningController(p.applied.resources, p.road.learned));
    controllers.add(
        HeadController.class,
        p ->
            new HeadController(
                p.applied.heads,
                new HeadTrainings(p.applied.heads, p.base.access.audit(), p.base.time, p.base.ids),
                new TrafficExamples(p.road.archive::answered, p.road.contents::find, p.base.time),
                p.applied.resources,
                p.base.access.authorizer(),
                p.base.access.audit(),
                p.base.time));
    controllers.add(
        UsageController.class,
        p -> new UsageController(p.road.archive, p.base.time, p.keptDecisionDays, turns));
    controllers.add(
        SavingsController.class,
        p ->
            new SavingsController(
                p.road.archive,
                p.road.feedback,
                p.road.configs,
                p.base.time,
                p.keptDecisionDays,
                turns));
    controllers.add(
        RecommendationController.class,
        p ->
            new RecommendationController(
                p.road.archive,
                p.road.feedback,
                p.road.configs,
                p.base.time,
                p.keptDecisionDays,
                turns));
    controllers.add(
        CacheController.class, p -> new CacheController(p.cache.answers, p.applied.resources));
    controllers.add(
        GuardrailController.class,
        p ->
            new GuardrailController(
                new GuardrailTrial(p.road.guardrails, p.road.injectionHead),
                new RecentFindings(p.road.archive, p.base.time, RecentFindings.MOST)));
    controllers.add(LimitController.class, p -> new LimitController(p.road.ledger, p.base.time));
    controllers.add(
        ApprovalController.class,
        p -> new ApprovalController(p.road.ledger, p.road.approvals, p.base.time, p.base.ids));
    controllers.add(
        SettleController.class,
        p -> new SettleController(p.road.ledger, p.road.leftSlices, p.base.time));
    controllers.add(
        ResourceController.class,
        p -> new ResourceController(p.applied.resources, p.applied.history));
    controllers.add(
        WorkflowController.class,
        p -> new WorkflowController(p.work.workflows, p.work.runs, p.base.time, turns));
    controllers.add(
        StandstillController.class, p -> new StandstillController(p.work.engine, p.work.runs));
    controllers.add(
        RunController.class, p -> new RunController(p.work.engine, p.work.runs, p.base.time));
    controllers.add(
        StepController.class,
        p -> new StepController(p.work.engine, p.work.runViews, p.road.archive));
    controllers.add(ValueController.class, p -> new ValueController(p.work.runViews));
    controllers.add(
        TimelineController.class,
        p ->
            new TimelineController(
                p.work.runViews, p.road.archive, p.vendors.providers, p.vendors.vitals));
    controllers.live();
    controllers.add(
        SecretController.class, p -> new SecretController(p.base.secrets, p.base.access.audit()));
    controllers.add(
        TriggerController.class,
        p ->
            new TriggerController(
                p.work.triggers,
                p.work.triggerRehearsal,
                p.inbound.deliveries,
                p.base.access.audit()));
    controllers.add(
        HookController.class, p -> new HookController(p.inbound.door, p.inbound.address));
    controllers.add(
        WebhookController.class,
        p ->
            new WebhookController(
                p.inbound.webhooks,
                p.inbound.hookSecrets,
                p.inbound.notes,
                p.inbound.registered,
                p.inbound.address));
    controllers.add(
        DeliveryController.class,
        p -> new DeliveryController(p.inbound.deliveries, p.base.access.audit(), p.base.time));
    controllers.add(
        PluginController.class,
        p ->
            new PluginController(
                p.vendors.plugins, p.paths.plugins(), p.vendors.stored, p.base.access.audit()));
    controllers.add(
        PluginVersionController.class,
        p -> new PluginVersionController(p.vendors.versions, p.vendors.providers));
    controllers.add(
        PluginTrialController.class,
        p -> new PluginTrialController(p.vendors.connectors, p.paths.plugins(), p.base.binder));
    controllers.add(ConsentController.class, p -> new ConsentController(p.vendors.consents));
    controllers.add(
        ConnectorController.class,
        p -> new ConnectorController(p.base.catalogue, p.vendors.plugins));
    controllers.add(
        ProbeController.class,
        p ->
            new ProbeController(
                p.probes,
                p.vendors.drafts,
                p.applied.resources,
                new ProviderProbe(
                    p.base.catalogue, p.base.binder, p.road.drafts, p.base.time, p.base.ids),
                p.base.access.audit(),
                context.getBean(JsonMapper.class)));
    controllers.add(
        CapabilityController.class,
        p ->
            new CapabilityController(
                p.base.catalogue, p.vendors.plugins, p.vendors.providers, p.road.configs));
  }

  private void live() {
    context.registerBean(
        WebSocketHandlerMapping.class,
        () ->
            LiveRoutes.mapping(
                () -> {
                  Product p = start.product();
                  return new LiveSockets(
                      p.work.runs, p.base.access, p.base.time, context.getBean(JsonMapper.class));
                }));
  }

  private <T> void early(Class<T> type, Supplier<T> maker) {
    context.registerBean(type, maker);
  }

  private <T> void add(Class<T> type, Function<Product, T> maker) {
    context.registerBean(
        type, () -> maker.apply(start.product()), definition -> definition.setLazyInit(true));
  }
}

package io.auterity.server.wiring;

import io.auterity.control.guardrail.GuardrailTrial;
import io.auterity.platform.time.Time;
import io.auterity.relay.head.TrafficExamples;
import io.auterity.relay.plan.DryRun;
import io.auterity.server.api.ApiController;
import io.auterity.server.audit.AuditController;
import io.auterity.server.cache.CacheController;
import io.auterity.server.call.CallAnswers;
import io.auterity.server.call.CallController;
import io.auterity.server.capabilities.CapabilityController;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.decisions.FeedbackController;
import io.auterity.server.guardrails.GuardrailController;
import io.auterity.server.heads.HeadController;
import io.auterity.server.heads.HeadTrainings;
import io.auterity.server.health.HealthController;
import io.auterity.server.keys.KeyController;
import io.auterity.server.limits.ApprovalController;
import io.auterity.server.limits.LimitController;
import io.auterity.server.limits.SettleController;
import io.auterity.server.live.LiveRoutes;
import io.auterity.server.live.LiveSockets;
import io.auterity.server.plugins.PluginController;
import io.auterity.server.providers.DocumentImport;
import io.auterity.server.providers.ProviderController;
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
import io.auterity.server.session.SessionController;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.MetricsController;
import io.auterity.server.telemetry.TenantMetricsController;
import io.auterity.server.tenants.TenantController;
import io.auterity.server.usage.RecommendationController;
import io.auterity.server.usage.SavingsController;
import io.auterity.server.usage.UsageController;
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
    controllers.early(
        HealthController.class, () -> new HealthController(start::dependencies, Time.system()));
    controllers.early(ApiController.class, ApiController::new);
    controllers.early(MetricsController.class, () -> new MetricsController(meters.registry()));

    controllers.add(
        TenantMetricsController.class, p -> new TenantMetricsController(p.tenantMetrics));
    controllers.add(TenantController.class, p -> new TenantController(p.access.tenants()));
    controllers.add(SessionController.class, p -> new SessionController(p.access, p.gateway::port));
    controllers.add(AuditController.class, p -> new AuditController(p.audit));
    controllers.add(KeyController.class, p -> new KeyController(p.access.keys()));
    controllers.add(
        CallController.class,
        p -> new CallController(p.catalogue, p.relay, new CallAnswers(p.binder), p.ids));
    controllers.add(
        DecisionController.class,
        p -> new DecisionController(p.archive, p.contents, p.access.audit(), p.runViews, p.time));
    controllers.add(
        FeedbackController.class,
        p -> new FeedbackController(p.archive, p.decisions, p.feedback, p.time));
    controllers.add(
        ProviderController.class,
        p ->
            new ProviderController(
                p.providers,
                p.vitals,
                p.configs,
                p.ledger,
                p.archive,
                new DocumentImport(p.documents),
                p.startedAt));
    controllers.add(
        RouteController.class,
        p ->
            new RouteController(
                p.catalogue,
                p.resources,
                new DryRun(p.configs, p.vitals),
                new RouteReplays(p.archive, p.ids),
                p.time));
    controllers.add(RolloutController.class, p -> new RolloutController(p.configs, p.rollouts));
    controllers.add(LearningController.class, p -> new LearningController(p.resources, p.learned));
    controllers.add(
        HeadController.class,
        p ->
            new HeadController(
                p.heads,
                new HeadTrainings(p.heads, p.access.audit(), p.time, p.ids),
                new TrafficExamples(p.archive::answered, p.contents::find, p.time),
                p.resources,
                p.access.authorizer(),
                p.access.audit(),
                p.time));
    controllers.add(
        UsageController.class, p -> new UsageController(p.archive, p.time, p.keptDecisionDays));
    controllers.add(
        SavingsController.class,
        p -> new SavingsController(p.archive, p.feedback, p.configs, p.time, p.keptDecisionDays));
    controllers.add(
        RecommendationController.class,
        p ->
            new RecommendationController(
                p.archive, p.feedback, p.configs, p.time, p.keptDecisionDays));
    controllers.add(CacheController.class, p -> new CacheController(p.cache, p.resources));
    controllers.add(
        GuardrailController.class,
        p -> new GuardrailController(new GuardrailTrial(p.guardrails, p.injectionHead)));
    controllers.add(LimitController.class, p -> new LimitController(p.ledger, p.time));
    controllers.add(
        ApprovalController.class,
        p -> new ApprovalController(p.ledger, p.approvals, p.time, p.ids));
    controllers.add(
        SettleController.class, p -> new SettleController(p.ledger, p.leftSlices, p.time));
    controllers.add(ResourceController.class, p -> new ResourceController(p.resources, p.history));
    controllers.add(WorkflowController.class, p -> new WorkflowController(p.workflows, p.runs));
    controllers.add(StandstillController.class, p -> new StandstillController(p.engine, p.runs));
    controllers.add(RunController.class, p -> new RunController(p.engine, p.runs, p.time));
    controllers.add(StepController.class, p -> new StepController(p.engine, p.runViews, p.archive));
    controllers.add(ValueController.class, p -> new ValueController(p.runViews));
    controllers.add(
        TimelineController.class,
        p -> new TimelineController(p.runViews, p.archive, p.providers, p.vitals));
    controllers.live();
    controllers.add(SecretController.class, p -> new SecretController(p.secrets, p.access.audit()));
    controllers.add(
        PluginController.class,
        p -> new PluginController(p.plugins, p.paths.plugins(), p.access.audit()));
    controllers.add(
        CapabilityController.class,
        p -> new CapabilityController(p.catalogue, p.plugins, p.providers, p.configs));
  }

  private void live() {
    context.registerBean(
        WebSocketHandlerMapping.class,
        () ->
            LiveRoutes.mapping(
                () -> {
                  Product p = start.product();
                  return new LiveSockets(
                      p.runs, p.access, p.time, context.getBean(JsonMapper.class));
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

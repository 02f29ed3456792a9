package io.auterity.server.guardrails;

import io.auterity.control.guardrail.BlockLog;
import io.auterity.control.guardrail.BlockedCall;
import io.auterity.control.guardrail.GuardrailAccess;
import io.auterity.control.guardrail.GuardrailKind;
import io.auterity.control.guardrail.GuardrailTrial;
import io.auterity.control.guardrail.Guardrails;
import io.auterity.control.guardrail.PromptInjectionClassifier;
import io.auterity.control.guardrail.TopicDetector;
import io.auterity.platform.audit.CountedLog;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.spi.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Guardrails: their kind of resource, what calls are checked by, and their routes. */
public final class GuardrailsPart implements ServerPart {

  public final Guardrails guardrails;

  private final CountedLog<BlockedCall> blocks;
  private final PromptInjectionClassifier injectionHead;
  private final ResourceKind kind;
  private final GuardrailController controller;

  /**
   * @param transport binds requests of judges to a tenant
   */
  public GuardrailsPart(
      Foundation base, PluginHost plugins, HttpTransport transport, Archive archive) {
    MeterRegistry meters = base.telemetry.meters();
    this.guardrails =
        new Guardrails(
            (done, way) ->
                meters.counter("auterity.guardrail.findings", "act", done, "way", way).increment());
    this.blocks = BlockLog.of(base.database, base.outbox, base.changeAudit, base.ids, base.time);
    this.injectionHead =
        new PromptInjectionClassifier(() -> plugins.embedder(PromptInjectionClassifier::fits));
    this.kind =
        new GuardrailKind(
            guardrails,
            new GuardrailAccess(transport::bind, base.keptSecrets, base.time),
            injectionHead,
            () -> plugins.embedder(TopicDetector::fits));
    this.controller =
        new GuardrailController(
            new GuardrailTrial(guardrails, injectionHead),
            new RecentFindings(archive, base.time, RecentFindings.MOST));
  }

  /** Has the tenant told of a refused call that a guardrail has ended. */
  public void refused(TenantScope scope, Decision decision) {
    Decision.Call call = decision.call();
    Failure failure = decision.result().failure();
    BlockedCall blocked =
        failure == null
            ? null
            : BlockedCall.of(
                new BlockedCall.Source(
                    scope, call.principal(), call.door(), Decision.ID.write(decision.id())),
                call.capability(),
                failure);
    if (blocked != null) {
      blocks.add(scope, blocked);
    }
  }

  @Override
  public void recover() {
    blocks.start();
  }

  @Override
  public void close() {
    blocks.close();
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(kind);
  }

  @Override
  public List<Object> controllers() {
    return List.of(controller);
  }
}

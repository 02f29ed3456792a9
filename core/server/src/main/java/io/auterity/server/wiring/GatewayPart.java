package io.auterity.server.wiring;

import io.auterity.gateway.GatewayServer;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.gateway.model.ModelNames;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.batch.store.VendorTable;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.file.store.FileTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobKind;
import io.auterity.provider.Providers;
import io.auterity.relay.Relay;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.server.decisions.DecisionsPart;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.routes.RoutesPart;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The gateway: the listener of clients of models and agents. */
final class GatewayPart implements ServerPart {

  private final GatewayServer gateway;

  GatewayPart(
      Settings settings,
      MemoryPool memory,
      Foundation base,
      ProvidersPart vendors,
      RoutesPart routes,
      DecisionsPart written,
      Relay relay,
      BooleanSupplier works) {
    this.gateway =
        new GatewayServer(
            settings.gateway(),
            settings.limits(),
            memory,
            vendors.loops,
            new CallAccess(base.access.authenticator(), base.access.authorizer(), relay),
            new ModelNames(vendors.providers, routes.routes),
            storage(settings, base, vendors.providers, written.decisions),
            written.captured(base.access.audit()),
            works,
            base.telemetry,
            base.time,
            base.ids);
  }

  private static GatewayStorage storage(
      Settings settings, Foundation base, Providers providers, DecisionLog decisions) {
    Duration kept = Duration.ofDays(settings.retention().batchDays());
    return new GatewayStorage(
        new FileTable(base.database, base.seal, settings.batches(), kept),
        new BatchTable(base.database, base.seal, settings.batches(), kept),
        new VendorBatches(
            new VendorTable(base.database),
            providers,
            settings.batches().linesAtOnce(),
            base.time,
            base.ids),
        new TuningTable(base.database, base.jobs, decisions::flush),
        settings.batches());
  }

  int port() {
    return gateway.port();
  }

  @Override
  public List<EngineStatement> statements() {
    return EngineStatement.all(List.of(BatchTable.STATEMENTS, TuningTable.STATEMENTS));
  }

  @Override
  public List<JobKind> jobs() {
    return gateway.jobs();
  }

  @Override
  public void serve() {
    gateway.start();
  }

  @Override
  public void drain() {
    gateway.close();
  }
}

package io.auterity.server.wiring;

import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.job.store.JobStore;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The background jobs of all parts: run from when callers are served, and the first to end. */
final class JobsPart implements ServerPart {

  private final JobRunner runner;

  JobsPart(Foundation base, List<JobKind> kinds) {
    this.runner =
        new JobRunner(
            base.database,
            base.jobs,
            kinds,
            base.changeAudit,
            base.time,
            base.ids.next(),
            turn -> Thread.ofVirtual().name("job").start(turn));
  }

  @Override
  public List<EngineStatement> statements() {
    return JobStore.STATEMENTS;
  }

  @Override
  public void meters(MeterRegistry meters) {
    runner.measure(meters);
  }

  @Override
  public void serve() {
    runner.start();
  }

  @Override
  public void drain() {
    runner.close();
  }
}

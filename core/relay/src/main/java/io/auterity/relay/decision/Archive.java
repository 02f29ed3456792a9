package io.auterity.relay.decision;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.plan.Config;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decisions that have been written. */
public interface Archive {

  Optional<Decision> find(TenantScope scope, UUID id);

  /** The latest first. */
  Found search(TenantScope scope, Search search);

  RunFigures figures(TenantScope scope, UUID run);

  /**
   * Figures by time.
   *
   * @param bins how many, 1 to 1,000
   */
  RunTimeline timeline(TenantScope scope, UUID run, Instant from, Duration bin, int bins);

  /** When each call of a run's steps began, by which repeated steps are found. */
  List<StepCall> stepCalls(TenantScope scope, UUID run);

  /** The configuration that a decision was made by. */
  Optional<Config> config(TenantScope scope, Decision decision);
}

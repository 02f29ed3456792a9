package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.spi.Failure;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.RunProgress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a server has in memory that has just started. */
public final class JustStarted implements LiveRuns, Providers {
  @Override
  public Optional<RunProgress> progress(UUID run) {
    return Optional.empty();
  }

  @Override
  public Optional<RunProgress> replayed(UUID run) {
    return Optional.empty();
  }

  @Override
  public Optional<Failure> stalled(UUID run) {
    return Optional.empty();
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return List.of();
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    throw new IllegalStateException();
  }
}

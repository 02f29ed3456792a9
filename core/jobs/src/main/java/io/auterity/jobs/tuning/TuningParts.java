package io.auterity.jobs.tuning;

import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.ai.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The shared dependencies of fine-tuning jobs that are followed: store, invoker, dialects and
 * providers.
 *
 * @param wires by the name of the dialect
 * @param providers ids of those of a tenant that can list jobs
 */
public record TuningParts(
    TuningStore tunings,
    Invoker invoker,
    Map<String, Wire> wires,
    Function<TenantScope, List<String>> providers,
    Time time,
    Ids ids) {
  public TuningParts {
    Objects.requireNonNull(tunings);
    Objects.requireNonNull(invoker);
    wires = Map.copyOf(wires);
    Objects.requireNonNull(providers);
    Objects.requireNonNull(time);
    Objects.requireNonNull(ids);
  }

  /** How a dialect tells of a job. */
  @FunctionalInterface
  public interface Wire {
    byte[] write(TuningJob job, Tuning told);
  }
}

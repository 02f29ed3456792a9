package io.auterity.workflow.engine;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows of runs, and leaves them to the test. */
final class IdleCarrier implements RunCarrier {

  private final Map<UUID, Integer> rung = new ConcurrentHashMap<>();
  private @Nullable CarriedRuns runs;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void start(CarriedRuns carried) {
    runs = carried;
  }

  CarriedRuns runs() {
    if (runs == null) {
      throw new IllegalStateException("not started");
    }
    return runs;
  }

  @Override
  public void ring(UUID run) {
    rung.merge(run, 1, Integer::sum);
  }

  @Override
  public boolean carries(UUID run) {
    return rung.containsKey(run);
  }

  /** How often a run was rung. */
  int times(UUID run) {
    return rung.getOrDefault(run, 0);
  }

  @Override
  public void close() {
    rung.clear();
  }

  @Override
  public void halt() {
    rung.clear();
  }
}

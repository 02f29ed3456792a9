package io.auterity.workflow.engine;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows of runs, and leaves them to the test. */
final class IdleCarrier implements RunCarrier {

  private final Set<UUID> rung = ConcurrentHashMap.newKeySet();
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
    rung.add(run);
  }

  @Override
  public boolean carries(UUID run) {
    return rung.contains(run);
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

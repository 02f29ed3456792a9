package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The carriers of runs that this server has besides the journal. */
public final class EngineCarriers {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCarriers.class);

  /** The journal carries all. */
  public static final EngineCarriers NONE = new EngineCarriers(List.of(), null);

  private final Map<String, RunCarrier> byName;
  private final @Nullable String standard;

  /**
   * Some carriers.
   *
   * @param standard name of the one that new runs go by; null for the journal
   */
  public EngineCarriers(Collection<RunCarrier> carriers, @Nullable String standard) {
    this.byName =
        carriers.stream().collect(Collectors.toMap(RunCarrier::name, Function.identity()));
    this.standard = standard;
    if (standard != null && !byName.containsKey(standard)) {
      throw new IllegalArgumentException("no carrier is named " + standard);
    }
  }

  /** Name of the carrier of new runs; null for the journal. */
  @Nullable String standard() {
    return standard;
  }

  /** Whether the journal carries all. */
  boolean none() {
    return byName.isEmpty();
  }

  void start(CarriedRuns runs) {
    byName.values().forEach(carrier -> carrier.start(runs));
  }

  /** Starts them when what runs need is ready, at the latest half a minute from now. */
  void start(CarriedRuns runs, CompletionStage<?> ready, EngineTimers timers) {
    AtomicBoolean begun = new AtomicBoolean(none());
    Runnable begin =
        () -> {
          if (begun.compareAndSet(false, true)) {
            start(runs);
          }
        };
    ready.whenComplete((done, failure) -> begin.run());
    if (!begun.get()) {
      timers.after(EngineTerm.LONGEST_HOLD, begin);
    }
  }

  /**
   * Has a run look at what waits for it, or begin.
   *
   * @throws CallFailedException {@code unavailable}, also where this server has no such carrier
   */
  void ring(String carrier, UUID run) {
    carrier(carrier).ring(run);
  }

  /**
   * Has a run go on from its rows that no execution carries on, as one whose execution was ended
   * from outside.
   *
   * @throws CallFailedException as {@link #ring}
   */
  void restart(String carrier, UUID run) {
    RunCarrier found = carrier(carrier);
    if (!found.carries(run)) {
      LOG.warn("The run {} goes on: nothing carried it on.", run);
      found.ring(run);
    }
  }

  private RunCarrier carrier(String carrier) {
    RunCarrier found = byName.get(carrier);
    if (found == null) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "engine: this server has no '%s' to carry runs on; set engine.%s"
              .formatted(carrier, carrier));
    }
    return found;
  }

  void close() {
    byName.values().forEach(RunCarrier::close);
  }

  void halt() {
    byName.values().forEach(RunCarrier::halt);
  }
}

package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.RunEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The carriers of runs that this server has besides the journal. */
public final class EngineCarriers {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCarriers.class);

  /** The journal carries all. */
  public static final EngineCarriers NONE = new EngineCarriers(List.of(), null);

  private final Map<String, CarrierConnection> byName;
  private final @Nullable String standard;
  private volatile @Nullable String missing;

  /**
   * Some carriers.
   *
   * @param standard name of the one that new runs go by; null for the journal
   */
  public EngineCarriers(Collection<RunCarrier> carriers, @Nullable String standard) {
    this.byName =
        carriers.stream().collect(Collectors.toMap(RunCarrier::name, CarrierConnection::new));
    this.standard = standard;
    if (standard != null && !byName.containsKey(standard)) {
      throw new IllegalArgumentException("no carrier is named " + standard);
    }
  }

  /** What new runs may name besides the journal. */
  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * Name of the carrier of a new run; null for the journal.
   *
   * @param engine what its workflow names
   * @throws CallFailedException {@code unavailable} where this server has no such carrier
   */
  @Nullable String ofNewRun(@Nullable RunEngine engine) {
    if (engine == null || engine == RunEngine.JOURNAL) {
      return engine == null ? standard : null;
    }
    var _ = carrier(engine.wire());
    return engine.wire();
  }

  /** Notes that a run waits for a carrier; says once that this server has none of that name. */
  void awaited(String carrier) {
    if (!byName.containsKey(carrier) && !carrier.equals(missing)) {
      missing = carrier;
      warning().ifPresent(LOG::warn);
    }
  }

  /** What a person has to look at, as runs wait for it; empty when nothing is missing or away. */
  Optional<String> warning() {
    Optional<String> notSet =
        Optional.ofNullable(missing)
            .map(
                ("runs wait for engine.%s, which this server, the one that looks after runs, does"
                        + " not have: set it as at the other servers")
                    ::formatted);
    return notSet.or(
        () ->
            byName.values().stream()
                .flatMap(carrier -> carrier.away().stream())
                .findFirst()
                .map("runs wait until it answers: "::concat));
  }

  /** Whether the journal carries all. */
  boolean none() {
    return byName.isEmpty();
  }

  /**
   * Starts them when what runs need is ready, at the latest half a minute from now; one whose
   * cluster does not answer is tried again and again.
   */
  void start(CarriedRuns runs, CompletionStage<?> ready, EngineTimers timers) {
    AtomicBoolean begun = new AtomicBoolean(none());
    Runnable begin =
        () -> {
          if (begun.compareAndSet(false, true)) {
            byName.values().forEach(carrier -> carrier.open(found -> found.start(runs), timers));
          }
        };
    ready.whenComplete((done, failure) -> begin.run());
    if (!begun.get()) {
      timers.after(EngineTerm.LONGEST_HOLD, begin);
    }
  }

  /**
   * Has a run look at what waits for it, or begin: at once, or as soon as its carrier answers.
   *
   * @throws CallFailedException {@code unavailable} where this server has no such carrier
   */
  void ring(String carrier, UUID run) {
    carrier(carrier).ring(run);
  }

  /**
   * Has a run go on from its rows that no execution carries on, as one whose execution was ended
   * from outside.
   *
   * @param readable whether its rows can be read
   * @throws CallFailedException {@code unavailable}, also where the carrier does not answer
   */
  void restart(String carrier, UUID run, Predicate<UUID> readable) {
    RunCarrier found = carrier(carrier).carrier();
    if (!found.carries(run) && readable.test(run)) {
      LOG.warn("The run {} goes on: nothing carried it on.", run);
      found.ring(run);
    }
  }

  /**
   * Whether an execution carries a run on.
   *
   * @throws CallFailedException {@code unavailable}, also where the carrier does not answer
   */
  boolean carries(String carrier, UUID run) {
    return carrier(carrier).carrier().carries(run);
  }

  private CarrierConnection carrier(String carrier) {
    CarrierConnection found = byName.get(carrier);
    if (found == null) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "engine: this server has no '%s' to carry runs on; set engine.%s"
              .formatted(carrier, carrier));
    }
    return found;
  }

  void close() {
    byName.values().forEach(CarrierConnection::close);
  }

  void halt() {
    byName.values().forEach(CarrierConnection::halt);
  }
}

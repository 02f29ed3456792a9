package io.auterity.relay.telemetry;

import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The meters of one tenant's calls. */
final class TenantMeters {

  private static final String OK = "ok";

  private final MeterRegistry registry;
  private final String tenant;
  private final int room;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Ended, Timer> calls = new ConcurrentHashMap<>();
  private final Map<Attempted, Counter> attempts = new ConcurrentHashMap<>();
  private final Map<ModelMeters.Of, ModelMeters> models = new ConcurrentHashMap<>();
  private final Map<Place, SpentMeters> spent = new ConcurrentHashMap<>();
  private final Counter failovers;

  private record Place(String provider, String model) {}

  private record Ended(String capability, String door, String code) {}

  private record Attempted(String provider, String code) {}

  /**
   * @param room for providers, and for models
   */
  TenantMeters(MeterRegistry registry, String tenant, int room) {
    this.registry = registry;
    this.tenant = tenant;
    this.room = room;
    this.failovers =
        Counter.builder("auterity.failovers")
            .description("Calls that another offer answered after one had failed")
            .tag("tenant", tenant)
            .register(registry);
  }

  void call(@Nullable String capability, Decision decision) {
    Ended ended =
        new Ended(
            capability == null ? "unknown" : capability,
            decision.call().door(),
            code(decision.result().failure()));
    Timer timer = calls.get(ended);
    if (timer == null) {
      timer = calls.computeIfAbsent(ended, this::timer);
    }
    timer.record(decision.timing().tookNanos(), TimeUnit.NANOSECONDS);
    if (decision.failover()) {
      failovers.increment();
    }
  }

  void attempt(Decision decision, Decision.Tried tried, @Nullable Offer offer) {
    String code = code(tried.failure());
    String connector = offer == null ? CallMeters.OTHER : offer.provider().connector();
    ModelMeters meters = model(ModelMeters.Of.of(decision.call().capability(), connector, tried));
    meters.attempt(tried, decision.costs().used().currency());
    Attempted attempted = new Attempted(meters.provider(), code);
    Counter counter = attempts.get(attempted);
    if (counter == null) {
      counter = attempts.computeIfAbsent(attempted, this::counter);
    }
    counter.increment();
  }

  private ModelMeters model(ModelMeters.Of of) {
    ModelMeters meters = models.get(of);
    if (meters != null) {
      return meters;
    }
    if (taken.get() >= room) {
      return models.computeIfAbsent(of.other(), this::made);
    }
    return models.computeIfAbsent(
        of,
        named -> {
          taken.incrementAndGet();
          return made(named);
        });
  }

  private ModelMeters made(ModelMeters.Of of) {
    SpentMeters sums =
        spent.computeIfAbsent(
            new Place(of.provider(), of.model()),
            place -> new SpentMeters(registry, tenant, place.provider(), place.model()));
    return new ModelMeters(registry, tenant, of, sums);
  }

  private Timer timer(Ended ended) {
    return Timer.builder("auterity.call")
        .description("Calls from their door to their end")
        .serviceLevelObjectives(ModelMeters.DURATIONS)
        .tag("tenant", tenant)
        .tag("capability", ended.capability())
        .tag("door", ended.door())
        .tag("code", ended.code())
        .register(registry);
  }

  private Counter counter(Attempted attempted) {
    return Counter.builder("auterity.attempts")
        .description("Attempts at providers, by how they ended")
        .tag("tenant", tenant)
        .tag("provider", attempted.provider())
        .tag("code", attempted.code())
        .register(registry);
  }

  private static String code(@Nullable Failure failure) {
    return failure == null ? OK : failure.code().wire();
  }
}

package io.auterity.relay.telemetry;

import io.auterity.platform.provider.Attempt;
import io.auterity.platform.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.TokenUnit;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of attempts at one model of one provider: those of OpenTelemetry's conventions for
 * generative AI with their buckets, and exact sums of what was used and what it cost.
 */
final class ModelMeters {

  /** Bounds of the buckets for durations, as the conventions have them. */
  static final Duration[] DURATIONS =
      seconds(.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private static final Duration[] FIRST =
      seconds(.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10);
  private static final double[] TOKENS =
      DoubleStream.iterate(1, bound -> bound * 4).limit(14).toArray();
  private static final double NANOS = 1e9;

  private final MeterRegistry registry;
  private final Of of;
  private final Tags offer;
  private final Tags genAi;
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, DistributionSummary> tokens = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> used = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> costs = new ConcurrentHashMap<>();
  private volatile @Nullable Timer first;

  /**
   * What they are of.
   *
   * @param operation null where it is no generative AI
   * @param model empty where there is none
   */
  record Of(@Nullable String operation, String vendor, String provider, String model) {

    static Of of(String capability, String connector, Decision.Tried tried) {
      String named = Offer.modelOf(tried.offer());
      return new Of(
          GenAi.operation(capability),
          GenAi.provider(connector),
          tried.provider(),
          named == null ? "" : named);
    }

    /** All those that there is no room for. */
    Of other() {
      return new Of(operation, vendor, CallMeters.OTHER, CallMeters.OTHER);
    }
  }

  ModelMeters(MeterRegistry registry, String tenant, Of of) {
    this.registry = registry;
    this.of = of;
    this.offer = Tags.of("tenant", tenant, "provider", of.provider(), "model", of.model());
    this.genAi =
        of.operation() == null
            ? Tags.empty()
            : Tags.of(
                "tenant",
                tenant,
                "provider",
                of.provider(),
                GenAi.OPERATION,
                of.operation(),
                GenAi.PROVIDER,
                of.vendor(),
                GenAi.MODEL,
                of.model());
  }

  String provider() {
    return of.provider();
  }

  void attempt(Decision.Tried tried, String currency) {
    if (of.operation() != null) {
      generated(tried);
    }
    tried.used().forEach(this::use);
    if (tried.cost() != 0) {
      cost(currency).add(tried.cost());
    }
  }

  private void generated(Decision.Tried tried) {
    Failure failure = tried.failure();
    String error = failure == null ? "" : failure.code().wire();
    Timer duration = durations.get(error);
    if (duration == null) {
      duration = durations.computeIfAbsent(error, this::duration);
    }
    duration.record(tried.tookNanos(), TimeUnit.NANOSECONDS);
    if (tried.firstNanos() != null) {
      first().record(tried.firstNanos(), TimeUnit.NANOSECONDS);
    }
    tokens("input", GenAi.tokens(tried.used(), TokenUnit.ofInput()));
    tokens("output", GenAi.tokens(tried.used(), TokenUnit.ofOutput()));
  }

  private void tokens(String type, @Nullable Long count) {
    if (count == null) {
      return;
    }
    DistributionSummary summary = tokens.get(type);
    if (summary == null) {
      summary = tokens.computeIfAbsent(type, this::summary);
    }
    summary.record(count);
  }

  // How often anybody was called is what durations count.
  private void use(String unit, long quantity) {
    if (unit.equals(Attempt.CALLS)) {
      return;
    }
    LongAdder sum = used.get(unit);
    if (sum == null) {
      sum = used.computeIfAbsent(unit, this::sum);
    }
    sum.add(quantity);
  }

  private LongAdder cost(String currency) {
    LongAdder sum = costs.get(currency);
    return sum != null ? sum : costs.computeIfAbsent(currency, this::money);
  }

  private Timer first() {
    Timer known = first;
    if (known == null) {
      known =
          Timer.builder("gen_ai.server.time_to_first_token")
              .description("Until the first of a streamed answer could be seen")
              .serviceLevelObjectives(FIRST)
              .tags(genAi)
              .register(registry);
      first = known;
    }
    return known;
  }

  private Timer duration(String error) {
    return Timer.builder("gen_ai.client.operation.duration")
        .description("Attempts at models, from request to the end of the answer")
        .serviceLevelObjectives(DURATIONS)
        .tags(genAi)
        .tag(GenAi.ERROR, error)
        .register(registry);
  }

  private DistributionSummary summary(String type) {
    return DistributionSummary.builder("gen_ai.client.token.usage")
        .description("Tokens of one attempt, all of its input or output together")
        .serviceLevelObjectives(TOKENS)
        .tags(genAi)
        .tag("gen_ai.token.type", type)
        .register(registry);
  }

  private LongAdder sum(String unit) {
    LongAdder sum = new LongAdder();
    FunctionCounter.builder("auterity.usage", sum, LongAdder::doubleValue)
        .description("What attempts used, by the units that are priced")
        .tags(offer)
        .tag("unit", unit)
        .register(registry);
    return sum;
  }

  private LongAdder money(String currency) {
    LongAdder sum = new LongAdder();
    FunctionCounter.builder("auterity.cost", sum, nanos -> nanos.sum() / NANOS)
        .description("What attempts cost")
        .tags(offer)
        .tag("currency", currency)
        .register(registry);
    return sum;
  }

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * NANOS)))
        .toArray(Duration[]::new);
  }
}

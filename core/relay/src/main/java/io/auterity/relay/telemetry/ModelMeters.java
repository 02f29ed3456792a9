package io.auterity.relay.telemetry;

import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.TokenUnit;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of attempts at one model of one provider by one operation: those of OpenTelemetry's
 * conventions for generative AI with their buckets.
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
  private final Tags genAi;
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, DistributionSummary> tokens = new ConcurrentHashMap<>();
  private final SpentMeters spent;
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

  /**
   * @param spent of all operations of that model
   */
  ModelMeters(MeterRegistry registry, String tenant, Of of, SpentMeters spent) {
    this.registry = registry;
    this.of = of;
    this.spent = spent;
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
    spent.add(tried.used(), tried.cost(), currency);
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

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * NANOS)))
        .toArray(Duration[]::new);
  }
}

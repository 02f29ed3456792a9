package io.auterity.relay.decision;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.health.Snapshot;
import io.auterity.relay.ledger.Hold;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.price.Pricing;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.StoredRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions as the JSON that is stored, {@link Packed}. Zeros, falsehoods and nulls are left out;
 * fields that are unknown or absent do no harm. Records of which a decision has many stand as
 * arrays, since their names would be half of the text; they grow at the end only.
 */
public final class DecisionFormat {

  private static final List<Class<?>> ARRAYS =
      List.of(
          Decision.AttemptHold.class,
          Decision.Routed.class,
          Decision.Timing.class,
          Decision.Tried.class,
          Decision.Used.class,
          CallFacts.class,
          Hold.Closed.class,
          StageMark.class,
          Ranked.class,
          Snapshot.class);

  /** A tenant's configuration as it is kept beside the decisions that it made. */
  private record ConfigText(
      List<StoredRoute> routes, List<ProviderInfo> providers, @Nullable Pricing pricing) {

    private static ConfigText of(Config config) {
      return new ConfigText(
          config.routes().routes().stream().map(StoredRoute::of).toList(),
          config.providers(),
          config.pricing());
    }

    private Config compiled(long epoch) {
      List<Route> compiled = routes.stream().map(StoredRoute::compiled).toList();
      return new Config(
          epoch, new RouteIndex(compiled), providers, pricing == null ? Pricing.NONE : pricing);
    }
  }

  private static final JsonMapper MAPPER = mapper();

  private DecisionFormat() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .withConfigOverride(int.class, DecisionFormat::leaveOutDefaults)
            .withConfigOverride(long.class, DecisionFormat::leaveOutDefaults)
            .withConfigOverride(boolean.class, DecisionFormat::leaveOutDefaults)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    ARRAYS.forEach(type -> builder.withConfigOverride(type, DecisionFormat::asArray));
    return builder.build();
  }

  private static void asArray(MutableConfigOverride type) {
    type.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
  }

  private static void leaveOutDefaults(MutableConfigOverride type) {
    type.setInclude(
        JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS));
  }

  /** As it is stored. */
  public static byte[] write(Decision decision) {
    return Packed.of(MAPPER.writeValueAsBytes(decision));
  }

  public static Decision read(byte[] stored) {
    return parse(Packed.open(stored));
  }

  static Decision parse(byte[] json) {
    return MAPPER.readValue(json, Decision.class);
  }

  /** A configuration as it is kept beside the decisions that it made. */
  public static byte[] write(Config config) {
    return MAPPER.writeValueAsBytes(ConfigText.of(config));
  }

  /**
   * The same configuration again.
   *
   * @param epoch what it was called
   */
  public static Config readConfig(byte[] json, long epoch) {
    return MAPPER.readValue(json, ConfigText.class).compiled(epoch);
  }
}

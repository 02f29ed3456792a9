package io.auterity.relay.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.auterity.relay.plan.Config;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions as the JSON that is stored. Zeros, falsehoods and nulls are left out; fields that are
 * unknown or absent do no harm.
 */
public final class DecisionFormat {

  private static final JsonMapper MAPPER =
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
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private DecisionFormat() {}

  private static void leaveOutDefaults(MutableConfigOverride type) {
    type.setInclude(
        JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS));
  }

  public static byte[] write(Decision decision) {
    return MAPPER.writeValueAsBytes(decision);
  }

  public static Decision read(byte[] json) {
    return MAPPER.readValue(json, Decision.class);
  }

  /** A configuration as it is kept beside the decisions that it made. */
  static byte[] write(Config config) {
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

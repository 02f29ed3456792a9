package io.auterity.relay.decision.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Config;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.StoredRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tenant's configuration as the JSON that is kept beside the decisions that it made, the same for
 * all that say the same. Zeros, falsehoods and nulls are left out; fields that are unknown or
 * absent do no harm.
 */
public final class ConfigFormat {

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

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .withConfigOverride(int.class, ConfigFormat::leaveOutDefaults)
          .withConfigOverride(long.class, ConfigFormat::leaveOutDefaults)
          .withConfigOverride(boolean.class, ConfigFormat::leaveOutDefaults)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private static void leaveOutDefaults(MutableConfigOverride type) {
    type.setInclude(
        JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS));
  }

  /** As it is stored. */
  public static byte[] write(Config config) {
    return MAPPER.writeValueAsBytes(ConfigText.of(config));
  }

  /**
   * The same configuration again.
   *
   * @param epoch what it was called
   */
  public static Config read(byte[] json, long epoch) {
    JsonNode tree = MAPPER.readTree(json);
    tree.path("providers").forEach(ConfigFormat::complete);
    return MAPPER.treeToValue(tree, ConfigText.class).compiled(epoch);
  }

  // What providers had not when the first of them were kept: a form, and what vendors document.
  private static void complete(JsonNode provider) {
    ObjectNode info = (ObjectNode) provider;
    if (!info.hasNonNull("form")) {
      info.put("form", info.path("id").asString() + "/" + info.path("generation").asLong(0));
    }
    if (info.get("offering") instanceof ObjectNode offering && !offering.hasNonNull("known")) {
      offering.putArray("known");
    }
  }
}

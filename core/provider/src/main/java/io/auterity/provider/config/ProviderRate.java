package io.auterity.provider.config;

import io.auterity.platform.rate.Pacing;
import io.auterity.platform.rate.Pacing.WhenReached;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pacing of a provider's requests as its tenant wants it: the rate limit, and how long a
 * request waits for its turn.
 *
 * @param limit what its own plan allows; null as the connector says
 * @param patience for how long a request waits for its turn where it does
 */
public record ProviderRate(@Nullable RateLimit limit, WhenReached whenReached, Duration patience) {

  /** Takes it from JSON that fits the spec's schema. */
  static ProviderRate read(Json.Obj rate) {
    RateLimit limit =
        rate.get("requests") instanceof Json.Int(long requests)
                && rate.get("seconds") instanceof Json.Int(long seconds)
            ? new RateLimit(Math.toIntExact(requests), Math.toIntExact(seconds))
            : null;
    return new ProviderRate(
        limit,
        WhenReached.named(Objects.requireNonNullElse(rate.text("whenReached"), "wait")),
        rate.get("waitSeconds") instanceof Json.Int(long seconds)
            ? Duration.ofSeconds(seconds)
            : Pacing.USUAL_PATIENCE);
  }

  /** The pacing of a provider of that connector whose tenant says this, or nothing. */
  public static Pacing pacing(@Nullable ProviderRate said, ConnectorManifest connector) {
    return said == null
        ? Pacing.usual(connector.rateLimit(), connector.rateHeaders())
        : new Pacing(
            said.limit == null ? connector.rateLimit() : said.limit,
            connector.rateHeaders(),
            said.whenReached,
            said.patience);
  }
}

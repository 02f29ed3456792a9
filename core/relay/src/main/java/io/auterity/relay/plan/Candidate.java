package io.auterity.relay.plan;

import io.auterity.platform.provider.Price;
import io.auterity.platform.provider.ProviderInfo;
import java.util.Objects;

/**
 * A provider that may answer a call.
 *
 * @param fallback whether it stands behind all that are not
 * @param place in its half of the route, from 0
 * @param honoursKey whether its vendor returns the first result when an idempotency key repeats
 * @param cost price of a million of each of its units: enough to compare providers of one
 *     capability
 */
public record Candidate(
    ProviderInfo provider, boolean fallback, int place, boolean honoursKey, long cost) {
  private static final long MILLION = 1_000_000;

  public Candidate {
    Objects.requireNonNull(provider);
  }

  static Candidate of(ProviderInfo provider, boolean fallback, int place, boolean honoursKey) {
    return new Candidate(provider, fallback, place, honoursKey, cost(provider));
  }

  // In whole numbers, so that the order in which units are added up cannot matter.
  private static long cost(ProviderInfo provider) {
    long sum = 0;
    for (Price price : provider.prices().values()) {
      sum += price.nanos() * MILLION / price.per();
    }
    return sum;
  }

  public String id() {
    return provider.id();
  }
}

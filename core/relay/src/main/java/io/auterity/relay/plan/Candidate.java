package io.auterity.relay.plan;

import io.auterity.platform.provider.ProviderInfo;
import java.util.Objects;

/**
 * A provider that may answer a call.
 *
 * @param fallback whether it stands behind all that are not
 * @param place in its half of the route, from 0
 * @param honoursKey whether its vendor returns the first result when an idempotency key repeats
 */
public record Candidate(ProviderInfo provider, boolean fallback, int place, boolean honoursKey) {
  public Candidate {
    Objects.requireNonNull(provider);
  }

  public String id() {
    return provider.id();
  }
}

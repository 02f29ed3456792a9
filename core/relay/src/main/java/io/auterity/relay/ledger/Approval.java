package io.auterity.relay.ledger;

import io.auterity.platform.call.Principal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leave to use more of a window than a threshold that asks lets.
 *
 * @param amount beyond the threshold, in nano-units; null for all of the cap
 */
public record Approval(
    UUID id,
    Limit limit,
    Window window,
    @Nullable Long amount,
    Principal by,
    @Nullable String reason,
    Instant at) {

  public Approval {
    Objects.requireNonNull(id);
    Objects.requireNonNull(limit);
    Objects.requireNonNull(window);
    Objects.requireNonNull(by);
    Objects.requireNonNull(at);
  }
}

package io.auterity.ledger;

import io.auterity.platform.call.Principal;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
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

  /** Names, in the fields of a refusal, the grant of whoever may lift it. */
  static final String FIELD = "approval";

  public Approval {
    Objects.requireNonNull(id);
    Objects.requireNonNull(limit);
    Objects.requireNonNull(window);
    Objects.requireNonNull(by);
    Objects.requireNonNull(at);
  }

  /** Whether a call was refused because nobody has given it such leave. */
  public static boolean lacking(Failure refusal) {
    return refusal.code() == FailureCode.FORBIDDEN && refusal.fields().containsKey(FIELD);
  }
}

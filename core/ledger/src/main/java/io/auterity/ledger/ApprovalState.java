package io.auterity.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of an approval.
 *
 * @param budget its id
 * @param period of its window; null where that was not kept
 * @param amount beyond the threshold, in nano-units; null for all of the cap
 * @param currency null where that was not kept
 * @param from when its window begins
 * @param until when its window ends; null where it never does, and where that was not kept
 * @param by name of who gave it
 * @param withdrawal null when it was not withdrawn
 */
public record ApprovalState(
    UUID id,
    String budget,
    @Nullable String period,
    @Nullable Long amount,
    @Nullable String currency,
    Instant from,
    @Nullable Instant until,
    String by,
    @Nullable String reason,
    Instant at,
    State state,
    @Nullable Withdrawal withdrawal) {

  /**
   * Its end before the end of its window.
   *
   * @param by name of who ended it
   */
  public record Withdrawal(String by, @Nullable String reason, Instant at) {}

  /** Whether calls may use what it lets. */
  public enum State {
    IN_FORCE,
    /** Its window is over, or its budget has no such window any more. */
    OVER,
    WITHDRAWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it stands in queries and answers. */
    public String wire() {
      return wire;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException for another name
     */
    public static State of(String wire) {
      return Arrays.stream(values())
          .filter(state -> state.wire.equals(wire))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no state of approvals: " + wire));
    }
  }
}

package io.auterity.relay.cache;

import io.auterity.relay.call.InputSize;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A whole answer as its vendor gave it, before any guard looked at it, and where it is from.
 *
 * @param value of a chat the whole answer, however it was asked for
 * @param offer who gave it
 * @param marks honest labels of who gave it
 * @param lost what of the input they were not told
 * @param cost what it cost, in nano-units
 * @param decision of the call that it was given to
 */
public record CachedAnswer(
    Record value,
    String offer,
    List<String> marks,
    List<String> lost,
    long cost,
    String currency,
    UUID decision,
    Instant made) {

  private static final int AROUND = 1_024;

  public CachedAnswer {
    marks = List.copyOf(marks);
    lost = List.copyOf(lost);
  }

  /** About how much memory it takes with its key, in bytes. */
  public long size() {
    return AROUND + InputSize.around(value);
  }
}

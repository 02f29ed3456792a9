package io.auterity.relay.decision;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a call was answered with what another one had been answered.
 *
 * @param decision of the other
 * @param similarity of what was asked to the other, from 0 to 1, where it only means the same, 1
 *     where words alone were compared; null where it is equal
 * @param ageMillis of that answer
 * @param saved what it had cost, in nano-units
 * @param marks honest labels of who had given it
 */
public record CacheHit(
    UUID decision,
    @Nullable Double similarity,
    long ageMillis,
    long saved,
    String currency,
    List<String> marks) {
  public CacheHit {
    Objects.requireNonNull(decision);
    Objects.requireNonNull(currency);
    marks = List.copyOf(marks);
  }

  /** Whether it only means the same. */
  public boolean similar() {
    return similarity != null;
  }
}

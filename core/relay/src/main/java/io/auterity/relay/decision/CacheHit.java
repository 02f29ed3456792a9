package io.auterity.relay.decision;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cache hit of a call, which was answered with what another one had been answered.
 *
 * @param decision of the other
 * @param similar whether what was asked only means the same
 * @param similarity of the vectors of the two questions, from 0 to 1; null where they are equal, or
 *     words alone were compared
 * @param ageMillis of that answer
 * @param saved what it had cost, in nano-units
 * @param marks honest labels of who had given it
 */
public record CacheHit(
    UUID decision,
    boolean similar,
    @Nullable Double similarity,
    long ageMillis,
    long saved,
    String currency,
    List<String> marks) {
  public CacheHit {
    marks = List.copyOf(marks);
    if (similarity != null && !similar) {
      throw new IllegalArgumentException("equal questions have no similarity");
    }
  }
}

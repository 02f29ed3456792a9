package io.auterity.relay.decision;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * That a call was answered with what another one had been answered.
 *
 * @param decision of the other
 * @param similar whether it only means the same, and is not equal
 * @param ageMillis of that answer
 * @param saved what it had cost, in nano-units
 * @param marks honest labels of who had given it
 */
public record CacheHit(
    UUID decision,
    boolean similar,
    long ageMillis,
    long saved,
    String currency,
    List<String> marks) {
  public CacheHit {
    Objects.requireNonNull(decision);
    Objects.requireNonNull(currency);
    marks = List.copyOf(marks);
  }
}

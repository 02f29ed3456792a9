package io.auterity.insight.head;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a provider's head; it never changes, but may be withdrawn.
 *
 * @param by name of the principal that had it trained
 * @param source what it was taught, in words for people
 * @param withdrawn null while it may answer
 */
public record HeadVersion(
    int version,
    Instant made,
    String by,
    String source,
    HeadReport report,
    @Nullable Withdrawn withdrawn) {

  /** Since when, and why, in words for people. */
  public record Withdrawn(Instant at, String why) {}

  HeadVersion withdrawn(Instant at, String why) {
    return new HeadVersion(version, made, by, source, report, new Withdrawn(at, why));
  }
}

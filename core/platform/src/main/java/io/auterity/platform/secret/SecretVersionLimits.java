package io.auterity.platform.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits on former versions of secrets: how many are kept, and how long.
 *
 * @param most of one secret; 0 for none
 * @param lasts from when another one replaced it
 */
public record SecretVersionLimits(int most, Duration lasts) {

  /** A version as it was stored. */
  public record Stored(int version, Instant at, @Nullable String author) {}

  /**
   * A version that is kept.
   *
   * @param author name of who stored it; null where that was not noted
   * @param until when it is forgotten; null for the one in force, which stays
   */
  public record KeptVersion(
      int version, Instant at, @Nullable String author, @Nullable Instant until) {}

  /** Those that are kept now, the one in force first. */
  List<KeptVersion> kept(List<Stored> newestFirst, Instant now) {
    List<KeptVersion> kept = new ArrayList<>();
    Instant replaced = null;
    for (Stored one : newestFirst) {
      Instant until = replaced == null ? null : replaced.plus(lasts);
      if (kept.size() > most || (until != null && !until.isAfter(now))) {
        break;
      }
      kept.add(new KeptVersion(one.version(), one.at(), one.author(), until));
      replaced = one.at();
    }
    return kept;
  }
}

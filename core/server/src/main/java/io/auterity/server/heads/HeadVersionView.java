package io.auterity.server.heads;

import io.auterity.insight.head.HeadReport;
import io.auterity.insight.head.HeadVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a head as it is told.
 *
 * @param by name of the caller who had it trained
 * @param source what it was taught, in words for people
 * @param report how well it does on examples that it was not taught
 * @param withdrawn null while it may answer
 */
public record HeadVersionView(
    int version,
    Instant made,
    String by,
    String source,
    HeadReport report,
    HeadVersion.@Nullable Withdrawn withdrawn) {

  static HeadVersionView of(HeadVersion version) {
    return new HeadVersionView(
        version.version(),
        version.made(),
        version.by(),
        version.source(),
        version.report(),
        version.withdrawn());
  }
}

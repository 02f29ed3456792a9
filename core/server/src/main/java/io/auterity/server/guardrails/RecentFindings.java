package io.auterity.server.guardrails;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Summary;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionPage;
import io.auterity.relay.decision.archive.DecisionSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what guardrails found from the decisions of a tenant: of the last seven days, and of no
 * more than a certain number of calls, so that it costs the same however many there were.
 */
public final class RecentFindings {

  /** Calls that are read unless something else is said. */
  public static final int MOST = 2_000;

  private static final Duration LONGEST = Duration.ofDays(7);

  private final Archive archive;
  private final Time time;
  private final int most;

  /**
   * @param most calls that are read
   */
  public RecentFindings(Archive archive, Time time, int most) {
    this.archive = archive;
    this.time = time;
    this.most = most;
  }

  GuardrailFindings of(TenantScope scope) {
    Instant now = time.now();
    Instant earliest = now.minus(LONGEST);
    Summary oldest = oldest(scope, earliest);
    Instant since = oldest == null ? earliest : oldest.began();
    FindingTally tally = new FindingTally();
    UUID after = null;
    int left = most;
    while (left > 0) {
      int page = Math.min(left, DecisionSearch.MOST);
      List<Decision> found = archive.walk(scope, since, now.plusSeconds(1), after, page);
      found.forEach(tally::add);
      left = found.size() < page ? 0 : left - page;
      after = found.isEmpty() ? after : found.getLast().id();
    }
    return tally.sum(since, now, oldest == null);
  }

  // The oldest of the newest; null where there are no more than are read.
  private @Nullable Summary oldest(TenantScope scope, Instant since) {
    UUID after = null;
    Summary last = null;
    for (int read = 0; read < most; ) {
      int page = Math.min(most - read, DecisionSearch.MOST);
      DecisionPage found =
          archive.search(
              scope, new DecisionSearch(null, null, null, null, null, null, since, after, page));
      if (found.next() == null) {
        return null;
      }
      last = found.items().getLast();
      after = found.next();
      read += page;
    }
    return last;
  }
}

package io.auterity.server.runs.timeline;

import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.provider.health.ProviderHealth.PhaseChange;
import io.auterity.server.runs.timeline.RunTimelineView.BreakerSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts what the log of a provider's breakers tells to the time of a run. */
final class BreakerSpans {

  /**
   * The spans from one time to another without gaps, as far back as the breaker's log goes: what it
   * did before, as before a restart, is not known.
   */
  static List<BreakerSpan> of(ProviderHealth health, Instant begin, Instant to) {
    Instant from = begin.isBefore(health.loggedSince()) ? health.loggedSince() : begin;
    List<BreakerSpan> spans = new ArrayList<>();
    Map<String, PhaseChange> now = new HashMap<>();
    Instant since = from;
    for (PhaseChange change : health.log()) {
      if (change.at().isBefore(to)) {
        Instant at = change.at().isAfter(from) ? change.at() : from;
        add(spans, since, at, now);
        now.put(change.of(), change);
        since = at;
      }
    }
    add(spans, since, to, now);
    return spans;
  }

  // Of the breakers of a provider and its offers the worst is shown.
  private static void add(
      List<BreakerSpan> spans, Instant since, Instant until, Map<String, PhaseChange> now) {
    if (!until.isAfter(since)) {
      return;
    }
    Phase phase = Phase.CLOSED;
    int admits = 100;
    for (PhaseChange one : now.values()) {
      if (CircuitBreaker.compareByHarm(one.phase(), one.admits(), phase, admits) > 0) {
        phase = one.phase();
        admits = one.admits();
      }
    }
    BreakerSpan last = spans.isEmpty() ? null : spans.getLast();
    if (last != null && last.state() == phase && last.admits() == admits) {
      spans.removeLast();
      spans.add(new BreakerSpan(last.from(), until, phase, admits));
    } else {
      spans.add(new BreakerSpan(since, until, phase, admits));
    }
  }
}

package io.auterity.server.runs.timeline;

import io.auterity.relay.health.Breaker.Phase;
import io.auterity.relay.health.ProviderHealth;
import io.auterity.relay.health.ProviderHealth.PhaseChange;
import io.auterity.server.runs.timeline.RunTimelineView.BreakerSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cuts what a breaker's log tells to the time of a run. */
final class BreakerSpans {

  private BreakerSpans() {}

  /**
   * The spans from one time to another without gaps, as far back as the breaker's log goes: what it
   * did before, as before a restart, is not known.
   */
  static List<BreakerSpan> of(ProviderHealth health, Instant begin, Instant to) {
    Instant from = begin.isBefore(health.loggedSince()) ? health.loggedSince() : begin;
    List<BreakerSpan> spans = new ArrayList<>();
    PhaseChange now = new PhaseChange(from, Phase.CLOSED, 100, "");
    for (PhaseChange change : health.log()) {
      if (change.at().isAfter(from) && change.at().isBefore(to)) {
        add(spans, now, change.at());
        now = change;
      } else if (!change.at().isAfter(from)) {
        now = new PhaseChange(from, change.phase(), change.admits(), change.reason());
      }
    }
    add(spans, now, to);
    return spans;
  }

  private static void add(List<BreakerSpan> spans, PhaseChange since, Instant until) {
    if (until.isAfter(since.at())) {
      spans.add(new BreakerSpan(since.at(), until, since.phase(), since.admits()));
    }
  }
}

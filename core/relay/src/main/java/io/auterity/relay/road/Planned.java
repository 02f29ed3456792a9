package io.auterity.relay.road;

import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;

/** All that planning took and gave. */
record Planned(Config config, Shortlist shortlist, Sight sight, double ticket, Plan plan) {

  Candidate candidate(String provider) {
    for (Candidate candidate : shortlist.candidates()) {
      if (candidate.id().equals(provider)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("no candidate: " + provider);
  }
}

package io.auterity.relay.plan;

import io.auterity.relay.route.CallFacts;

/**
 * Plans a call: the first half needs the call and the configuration, the second what was seen of
 * the few that are left and the call's random number. Equal arguments give equal results.
 */
public final class Planner {

  private Planner() {}

  /** Who may answer. */
  public static Shortlist shortlist(CallFacts facts, Config config) {
    return new Shortlisting(facts, config).shortlist();
  }

  /** Whether somebody who is excluded now may answer later, though nothing is configured anew. */
  public static boolean mayMend(CallFacts facts, Config config, Shortlist shortlist) {
    return new Mending(facts, config).mayEnd(shortlist.exclusions());
  }

  /**
   * In which order they are asked.
   *
   * @param ticket at least 0 and below 1
   */
  public static Plan order(Shortlist shortlist, Sight sight, double ticket) {
    return new Ordering(shortlist, sight, ticket).plan();
  }
}

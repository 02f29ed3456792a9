package io.auterity.relay.plan;

import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Requirement;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex.Match;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first half of planning for one call. */
final class Shortlisting {

  private final CallFacts facts;
  private final Config config;
  private final Match match;
  private final @Nullable Route route;

  Shortlisting(CallFacts facts, Config config) {
    this.facts = facts;
    this.config = config;
    this.match = config.routes().match(facts);
    this.route = match.route();
  }

  Shortlist shortlist() {
    if (facts.pinned() != null) {
      return pinned(facts.pinned());
    }
    return route == null ? onlyOne() : narrowed(config.roster(route, facts));
  }

  private Shortlist narrowed(Roster roster) {
    if (!(facts.model() != null && roster.asksForModels()) && !requiresPerCall()) {
      return shortlist(roster.candidates(), roster.exclusions());
    }
    List<Candidate> left = new ArrayList<>();
    Exclusion.Grouping exclusions = new Exclusion.Grouping(roster.exclusions());
    for (Candidate candidate : roster.candidates()) {
      String unmet = unmet(candidate);
      if (!offersModel(candidate)) {
        exclusions.add(Exclusion.Reason.MODEL, candidate.id(), "does not offer " + facts.model());
      } else if (unmet != null) {
        exclusions.add(Exclusion.Reason.REQUIRE, candidate.id(), "does not meet " + unmet);
      } else {
        left.add(candidate);
      }
    }
    return shortlist(left, exclusions.grouped());
  }

  // What a reference points to lies with one provider, whatever the route would rather use.
  private Shortlist pinned(String provider) {
    Shortlist all = narrowed(config.rosterOfAll(route, facts));
    String detail = "the input comes from " + provider;
    return split(
        all, candidate -> candidate.id().equals(provider), Exclusion.Reason.PINNED, detail);
  }

  // A provider that names the model goes before those that take any.
  private Shortlist onlyOne() {
    Shortlist all = narrowed(config.rosterOfAll(null, facts));
    if (all.candidates().stream().filter(this::namesModel).count() == 1) {
      String detail = "another provider names " + facts.model();
      return split(all, this::namesModel, Exclusion.Reason.SEVERAL, detail);
    }
    boolean one = all.candidates().size() == 1;
    String detail = "no route matches and several could answer";
    return split(all, candidate -> one, Exclusion.Reason.SEVERAL, detail);
  }

  private interface Test {
    boolean passes(Candidate candidate);
  }

  private Shortlist split(Shortlist all, Test test, Exclusion.Reason reason, String detail) {
    List<Candidate> left = new ArrayList<>();
    Exclusion.Grouping exclusions = new Exclusion.Grouping(all.exclusions());
    for (Candidate candidate : all.candidates()) {
      if (test.passes(candidate)) {
        left.add(candidate);
      } else {
        exclusions.add(reason, candidate.id(), detail);
      }
    }
    return shortlist(left, exclusions.grouped());
  }

  private Shortlist shortlist(List<Candidate> candidates, List<Exclusion> exclusions) {
    return new Shortlist(route, candidates, exclusions, match.evaluations());
  }

  private boolean requiresPerCall() {
    return route != null
        && route.require().stream().anyMatch(one -> one instanceof Requirement.Holds);
  }

  private @Nullable String unmet(Candidate candidate) {
    if (route != null) {
      for (Requirement requirement : route.require()) {
        if (!requirement.met(facts, candidate.provider())) {
          return requirement.text();
        }
      }
    }
    return null;
  }

  private boolean offersModel(Candidate candidate) {
    return facts.model() == null
        || candidate.provider().models().isEmpty()
        || namesModel(candidate);
  }

  private boolean namesModel(Candidate candidate) {
    return facts.model() != null && candidate.provider().models().contains(facts.model());
  }
}

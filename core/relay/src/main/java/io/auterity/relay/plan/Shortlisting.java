package io.auterity.relay.plan;

import io.auterity.platform.call.Invocation;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Requirement;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex.Match;
import io.auterity.relay.route.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first half of planning for one call. */
final class Shortlisting {

  private static final String BARE = "a resource without its provider";

  private final CallFacts facts;
  private final Config config;
  private final Match match;
  private final @Nullable Route route;
  private final RequestedModel asked;
  private final @Nullable KeyModels keyModels;
  private final @Nullable BudgetConditions budgets;

  Shortlisting(CallFacts facts, Config config) {
    this.facts = facts;
    this.config = config;
    this.match = config.routes().match(facts);
    this.route = match.route();
    this.asked = config.names().of(facts);
    this.keyModels = KeyModels.of(facts, route);
    Demand demand = facts.demand();
    this.budgets = demand == null ? null : new BudgetConditions(demand, config.pricing().budget());
  }

  Shortlist shortlist() {
    Shortlist own = ofModel();
    return facts.alternatives().isEmpty() ? own : withAlternatives(own);
  }

  // Each as a call of that model would have it: its route, its key, its budgets.
  private Shortlist withAlternatives(Shortlist own) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    own.candidates().forEach(one -> candidates.put(one.id(), one));
    Exclusion.Grouping exclusions = new Exclusion.Grouping(own.exclusions());
    int evaluations = own.evaluations();
    int tier = Candidate.ON_CAUSE;
    for (String model : facts.alternatives()) {
      Shortlist other = new Shortlisting(facts.ofModel(model), config).shortlist();
      evaluations += other.evaluations();
      tier++;
      for (Candidate one : other.candidates()) {
        if (one.chains().inTurn()) {
          candidates.putIfAbsent(one.id(), one.asAlternative(tier, candidates.size()));
        }
      }
      other.exclusions().forEach(exclusions::merge);
    }
    return new Shortlist(
        route, facts.demand(), List.copyOf(candidates.values()), exclusions.grouped(), evaluations);
  }

  private Shortlist ofModel() {
    if (facts.pinned() != null) {
      return pinned(facts.pinned());
    }
    Shortlist all = route == null ? onlyOne() : affordable(narrowed(config.roster(route, facts)));
    if (facts.secret()) {
      return withOneProvider(all, "a secret", Exclusion.Reason.SECRET);
    }
    return facts.bare() ? withOneProvider(all, BARE, Exclusion.Reason.HOME) : all;
  }

  // What lies elsewhere under the same name is another vendor's: a secret that goes to one never
  // follows its call to the next, nor the next call, however that one does; no more does a write.
  private Shortlist withOneProvider(Shortlist all, String what, Exclusion.Reason reason) {
    OfferTable offerTable = route == null ? config.rosterOfAll(facts) : config.roster(route, facts);
    List<String> able =
        offerTable.order().stream()
            .filter(this::mayServe)
            .map(e -> e.provider().id())
            .distinct()
            .toList();
    if (able.isEmpty()) {
      return all;
    }
    RosterEntry usual = route == null ? kindDefault() : null;
    if (route == null && usual == null && able.size() > 1) {
      String several =
          "the input names %s, and %s could take it: make a route that uses one of them"
              .formatted(what, String.join(", ", able));
      return split(all, one -> false, Exclusion.Reason.SEVERAL, several);
    }
    String first = usual == null ? able.getFirst() : usual.provider().id();
    String detail = "the input names %s, which goes to %s alone".formatted(what, first);
    return split(all, one -> one.provider().id().equals(first), reason, detail);
  }

  private boolean mayServe(RosterEntry entry) {
    Exclusion.Grouping untold = new Exclusion.Grouping(List.of());
    return entry.provider().kind().isEmpty()
        || entry.candidates(asked, facts.demand()).stream()
            .anyMatch(one -> isMet(one, facts.demand(), untold));
  }

  private Shortlist affordable(Shortlist all) {
    if (budgets == null) {
      return all;
    }
    Exclusion.Grouping exclusions = new Exclusion.Grouping(all.exclusions());
    return shortlist(budgets.cheaper(all.candidates(), exclusions), exclusions.grouped());
  }

  // What a client of another dialect always asks for is a ceiling: who cannot give as much is asked
  // for less, where no offer can.
  private Shortlist narrowed(OfferTable offerTable) {
    Demand demand = facts.demand();
    Integer output = demand == null ? null : demand.output();
    Shortlist all = narrowed(offerTable, demand);
    return demand == null
            || output == null
            || facts.door() != Invocation.Door.GATEWAY
            || !all.candidates().isEmpty()
        ? all
        : narrowed(offerTable, demand.writing(Math.min(output, Fitness.LEAST)));
  }

  private Shortlist narrowed(OfferTable offerTable, @Nullable Demand demand) {
    List<Candidate> left = new ArrayList<>(offerTable.entries().size());
    Exclusion.Grouping exclusions = new Exclusion.Grouping(offerTable.exclusions());
    Set<String> seen = HashSet.newHashSet(offerTable.entries().size());
    for (RosterEntry entry : offerTable.entries()) {
      List<Candidate> offered = entry.candidates(asked, facts.demand());
      if (offered.isEmpty()) {
        exclusions.add(Exclusion.Reason.MODEL, entry.word(), absent(entry));
      }
      offered.stream()
          .filter(one -> seen.add(one.id()) && isMet(one, demand, exclusions))
          .findFirst()
          .ifPresent(left::add);
    }
    return shortlist(left, exclusions.grouped());
  }

  private String absent(RosterEntry entry) {
    if (entry.lacks(asked)) {
      return "lists no model that is known for %s: list one, or name one in the call"
          .formatted(facts.operation());
    }
    return entry.word().equals(entry.provider().id())
        ? "does not offer " + facts.model()
        : "is not among the models of " + entry.provider().id();
  }

  private boolean isMet(
      Candidate candidate, @Nullable Demand demand, Exclusion.Grouping exclusions) {
    if (route != null) {
      for (Requirement requirement : route.require()) {
        if (!requirement.met(facts, candidate.offer())) {
          exclusions.add(reason(requirement), candidate.id(), requirement.unmet());
          return false;
        }
      }
    }
    return fits(candidate, demand, exclusions);
  }

  private boolean fits(
      Candidate candidate, @Nullable Demand demand, Exclusion.Grouping exclusions) {
    if (demand == null) {
      return true;
    }
    if (keyModels != null && !keyModels.admit(candidate.offer())) {
      exclusions.add(Exclusion.Reason.KEY, candidate.id(), keyModels.words());
      return false;
    }
    Fitness.Misfit beyond = budgets == null ? null : budgets.of(candidate.offer());
    Fitness.Misfit misfit = beyond == null ? Fitness.of(demand, candidate.offer()) : beyond;
    if (misfit != null) {
      exclusions.add(misfit.reason(), candidate.id(), misfit.detail());
    }
    return misfit == null;
  }

  private static Exclusion.Reason reason(Requirement requirement) {
    if (requirement instanceof Requirement.Is(Selector selector)) {
      return switch (selector) {
        case Selector.Ability ability -> Exclusion.Reason.ABILITY;
        case Selector.Context context -> Exclusion.Reason.CONTEXT;
        case Selector.Region region -> Exclusion.Reason.REGION;
        case Selector.Residency residency -> Exclusion.Reason.REGION;
        case Selector.Regime regime -> Exclusion.Reason.REGIME;
        case Selector.Keeping keeping -> Exclusion.Reason.PRIVACY;
        case Selector.MostPrice price -> Exclusion.Reason.PRICE;
        case Selector.Id id -> Exclusion.Reason.REQUIRE;
        case Selector.Mark mark -> Exclusion.Reason.REQUIRE;
        case Selector.Connector connector -> Exclusion.Reason.REQUIRE;
        case Selector.Grade grade -> Exclusion.Reason.REQUIRE;
      };
    }
    if (requirement instanceof Requirement.Labelled labelled) {
      return labelled.trait().equals("regime") ? Exclusion.Reason.REGIME : Exclusion.Reason.REGION;
    }
    return Exclusion.Reason.REQUIRE;
  }

  // What a reference points to lies with one provider, and a line in a vendor's batch with one
  // offer, whatever the route would rather use.
  private Shortlist pinned(String provider) {
    Shortlist all = narrowed(config.rosterOfAll(facts));
    String detail = "the input or the caller names " + provider;
    return split(
        all, candidate -> candidate.offer().isNamed(provider), Exclusion.Reason.PINNED, detail);
  }

  // A provider that names the model goes before those that take any.
  private Shortlist onlyOne() {
    Shortlist all = narrowed(config.rosterOfAll(facts));
    if (all.candidates().size() == 1 && isDefault(all.candidates().getFirst().provider())) {
      return all;
    }
    if (all.candidates().stream().filter(this::namesModel).count() == 1) {
      String detail = "another provider names " + facts.model();
      return split(all, this::namesModel, Exclusion.Reason.SEVERAL, detail);
    }
    RosterEntry usual = kindDefault();
    if (usual != null && decides(usual, all.candidates())) {
      return ofDefault(all, usual.provider());
    }
    Candidate known = all.candidates().size() > 1 ? cheapestKnown(all.candidates()) : null;
    if (known != null) {
      String words =
          cost(known) == ExpectedCost.UNKNOWN
              ? "no model is named, and %s is the first that is known for %s"
              : "no model is named, and %s is known for %s and costs least";
      String detail = words.formatted(known.id(), facts.operation());
      return split(all, known::equals, Exclusion.Reason.SEVERAL, detail);
    }
    boolean one = all.candidates().size() == 1;
    String detail =
        "no route matches and several could answer; name one, make one the default of its kind,"
            + " or apply a route that says which";
    return split(all, candidate -> one, Exclusion.Reason.SEVERAL, detail);
  }

  private boolean isDefault(ProviderInfo provider) {
    return facts.kind().equals(provider.defaultOf());
  }

  // The default of the kind, away or not; null where there is none that could do it.
  private @Nullable RosterEntry kindDefault() {
    return config.rosterOfAll(facts).order().stream()
        .filter(one -> isDefault(one.provider()))
        .filter(this::mayServe)
        .findFirst()
        .orElse(null);
  }

  // What a tenant has at one vendor is not at the next, so the default's outage is the call's. A
  // model may well be at another one, where a call names it or the default is away.
  private boolean decides(RosterEntry usual, List<Candidate> candidates) {
    if (facts.demand() == null) {
      return true;
    }
    boolean named = candidates.stream().anyMatch(this::namesModel);
    return candidates.stream()
        .filter(one -> !named || namesModel(one))
        .anyMatch(one -> one.provider().id().equals(usual.provider().id()));
  }

  private Shortlist ofDefault(Shortlist all, ProviderInfo usual) {
    String detail =
        "%s is the default of %s, and nothing names another one"
            .formatted(usual.id(), facts.kind());
    Shortlist left =
        split(all, one -> one.provider().id().equals(usual.id()), Exclusion.Reason.DEFAULT, detail);
    return usual.kind().isEmpty() ? absent(left, usual) : left;
  }

  // No plugin brings its connector, so that it is of no kind.
  private Shortlist absent(Shortlist left, ProviderInfo usual) {
    Exclusion.Grouping exclusions = new Exclusion.Grouping(List.of());
    exclusions.add(
        Exclusion.Reason.NOT_CONNECTED,
        usual.id(),
        Objects.requireNonNullElse(usual.reason(), "no started plugin brings its connector"));
    List<Exclusion> every = new ArrayList<>(exclusions.grouped());
    every.addAll(left.exclusions());
    return shortlist(left.candidates(), every);
  }

  // Where a call leaves the model open, that of a vendor who documents one for the operation.
  private @Nullable Candidate cheapestKnown(List<Candidate> candidates) {
    if (facts.model() != null) {
      return null;
    }
    return candidates.stream()
        .filter(Candidate::serves)
        .min(Comparator.comparingDouble(this::cost))
        .orElse(null);
  }

  private double cost(Candidate candidate) {
    return ExpectedCost.of(candidate.offer(), facts.demand());
  }

  private boolean namesModel(Candidate candidate) {
    return asked.isListedBy(candidate.provider());
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
    return new Shortlist(route, facts.demand(), candidates, exclusions, match.evaluations());
  }
}

package io.auterity.relay.plan;

import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.ProviderInfo.State;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Requirement;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Selector;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a route's providers for one capability without knowing the call; worked out
 * once per configuration.
 */
record Roster(List<Candidate> candidates, List<Exclusion> exclusions, boolean asksForModels) {

  Roster {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
  }

  /** For one route. */
  static Roster of(Route route, List<ProviderInfo> providers, CallFacts facts) {
    List<ProviderInfo> ofKind = ofKind(providers, facts);
    Set<ProviderInfo> use =
        route.use().isEmpty() ? new LinkedHashSet<>(ofKind) : selected(route.use(), ofKind);
    Set<ProviderInfo> fallback = selected(route.fallback(), ofKind);
    fallback.removeAll(use);
    return of(List.copyOf(use), List.copyOf(fallback), route, facts);
  }

  /** For calls that no route matches, and for those that are bound to one provider. */
  static Roster ofAll(@Nullable Route route, List<ProviderInfo> providers, CallFacts facts) {
    return of(ofKind(providers, facts), List.of(), route, facts);
  }

  private static Roster of(
      List<ProviderInfo> use, List<ProviderInfo> fallback, @Nullable Route route, CallFacts facts) {
    List<Candidate> candidates = new ArrayList<>();
    Exclusion.Grouping exclusions = new Exclusion.Grouping(List.of());
    for (int i = 0; i < use.size(); i++) {
      sort(use.get(i), false, i, route, facts, candidates, exclusions);
    }
    for (int i = 0; i < fallback.size(); i++) {
      sort(fallback.get(i), true, i, route, facts, candidates, exclusions);
    }
    boolean models = candidates.stream().anyMatch(c -> !c.provider().models().isEmpty());
    return new Roster(candidates, exclusions.grouped(), models);
  }

  private static void sort(
      ProviderInfo provider,
      boolean fallback,
      int place,
      @Nullable Route route,
      CallFacts facts,
      List<Candidate> candidates,
      Exclusion.Grouping exclusions) {
    OperationSupport support = provider.support().get(facts.operation());
    String unmet = unmet(provider, route, facts);
    if (support == null || support.support() == Support.NONE) {
      exclusions.add(Exclusion.Reason.UNSUPPORTED, provider.id(), "has no " + facts.operation());
    } else if (provider.state() != State.CONNECTED && provider.state() != State.DEGRADED) {
      exclusions.add(Exclusion.Reason.NOT_CONNECTED, provider.id(), stateOf(provider));
    } else if (unmet != null) {
      exclusions.add(Exclusion.Reason.REQUIRE, provider.id(), unmet);
    } else {
      candidates.add(Candidate.of(provider, fallback, place, support.idempotencyKey()));
    }
  }

  private static @Nullable String unmet(
      ProviderInfo provider, @Nullable Route route, CallFacts facts) {
    if (route == null) {
      return null;
    }
    for (Requirement requirement : route.require()) {
      if (requirement instanceof Requirement.Is && !requirement.met(facts, provider)) {
        return "is not " + requirement.text();
      }
    }
    return null;
  }

  private static String stateOf(ProviderInfo provider) {
    return provider.reason() != null
        ? provider.reason()
        : "is " + provider.state().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<ProviderInfo> ofKind(List<ProviderInfo> providers, CallFacts facts) {
    return providers.stream().filter(provider -> provider.kind().equals(facts.kind())).toList();
  }

  private static Set<ProviderInfo> selected(List<Selector> by, List<ProviderInfo> providers) {
    Set<ProviderInfo> selected = new LinkedHashSet<>();
    for (Selector selector : by) {
      providers.stream().filter(selector::selects).forEach(selected::add);
    }
    return selected;
  }
}

package io.auterity.relay.plan;

import io.auterity.ledger.price.Pricing;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.FallbackCause;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Selector;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidate providers of a route for one capability, as far as they are known without the call;
 * worked out once per configuration.
 *
 * @param order all that the route names for it in that order, whether they can be reached now or
 *     not: those too of which it is unknown what they can do
 */
record OfferTable(List<RosterEntry> entries, List<Exclusion> exclusions, List<RosterEntry> order) {

  OfferTable {
    entries = List.copyOf(entries);
    exclusions = List.copyOf(exclusions);
    order = List.copyOf(order);
  }

  /**
   * A word of a route.
   *
   * @param model the one model that is meant; null when the call decides
   */
  private record Word(ProviderInfo provider, @Nullable String model) {

    private String text() {
      return model == null ? provider.id() : Offer.id(provider.id(), model);
    }
  }

  /** Where a word stands in its route, as {@link Candidate} tells it. */
  record Standing(int tier, int place, FallbackChains chains) {}

  /** For one route. */
  static OfferTable of(Route route, Config config, CallFacts facts) {
    List<ProviderInfo> ofKind = ofKind(config.providers(), facts);
    Set<Word> use = new LinkedHashSet<>();
    if (route.rollout() != null) {
      use.addAll(selected(route.rollout().to(), ofKind));
    }
    use.addAll(route.use().isEmpty() ? all(ofKind) : selected(route.use(), ofKind));
    Set<Word> fallback = selected(route.fallback(), ofKind);
    fallback.removeAll(use);
    Map<Word, Set<FallbackCause>> chains = new LinkedHashMap<>();
    route
        .fallbackOn()
        .forEach(
            (cause, chain) ->
                selected(chain, ofKind)
                    .forEach(
                        word ->
                            chains
                                .computeIfAbsent(word, w -> EnumSet.noneOf(FallbackCause.class))
                                .add(cause)));
    return of(use, fallback, chains, order(route, config, facts), config.pricing(), facts);
  }

  // A rollout ends by itself, and so decides nothing that is to stay.
  private static Set<Word> order(Route route, Config config, CallFacts facts) {
    List<ProviderInfo> able = able(config, facts);
    Set<Word> order =
        new LinkedHashSet<>(route.use().isEmpty() ? all(able) : selected(route.use(), able));
    order.addAll(selected(route.fallback(), able));
    return order;
  }

  // One whose connector no started plugin brings may be of any kind, and of any operation.
  private static List<ProviderInfo> able(Config config, CallFacts facts) {
    return config.providers().stream()
        .filter(one -> one.kind().isEmpty() || isAble(one, facts))
        .filter(one -> one.state() != State.DISABLED)
        .toList();
  }

  private static boolean isAble(ProviderInfo provider, CallFacts facts) {
    OperationSupport support = provider.support().get(facts.operation());
    return provider.kind().equals(facts.kind())
        && support != null
        && support.support() != Support.NONE
        && !provider.withheld().contains(facts.operation());
  }

  /** For calls that no route matches, and for those that are bound to one provider. */
  static OfferTable ofAll(Config config, CallFacts facts) {
    return of(
        all(ofKind(config.providers(), facts)),
        Set.of(),
        Map.of(),
        all(able(config, facts)),
        config.pricing(),
        facts);
  }

  private static OfferTable of(
      Set<Word> use,
      Set<Word> fallback,
      Map<Word, Set<FallbackCause>> chains,
      Set<Word> order,
      Pricing pricing,
      CallFacts facts) {
    List<RosterEntry> entries = new ArrayList<>();
    Exclusion.Grouping exclusions = new Exclusion.Grouping(List.of());
    Set<Word> onCause = new LinkedHashSet<>(chains.keySet());
    onCause.removeAll(use);
    onCause.removeAll(fallback);
    int tier = Candidate.USED;
    for (Set<Word> words : List.of(use, fallback, onCause)) {
      int place = 0;
      for (Word word : words) {
        FallbackChains of =
            new FallbackChains(tier < Candidate.ON_CAUSE, chains.getOrDefault(word, Set.of()));
        sort(word, new Standing(tier, place++, of), pricing, facts, entries, exclusions);
      }
      tier++;
    }
    List<RosterEntry> ordered =
        order.stream()
            .map(
                word ->
                    new RosterEntry(
                        word.provider(),
                        facts.operation(),
                        word.model(),
                        pricing,
                        new Standing(Candidate.USED, 0, FallbackChains.NONE),
                        false))
            .toList();
    return new OfferTable(entries, exclusions.grouped(), ordered);
  }

  private static void sort(
      Word word,
      Standing standing,
      Pricing pricing,
      CallFacts facts,
      List<RosterEntry> entries,
      Exclusion.Grouping exclusions) {
    ProviderInfo provider = word.provider();
    OperationSupport support = provider.support().get(facts.operation());
    if (support == null || support.support() == Support.NONE) {
      exclusions.add(Exclusion.Reason.UNSUPPORTED, word.text(), lacks(support, facts));
    } else if (provider.withheld().contains(facts.operation())) {
      exclusions.add(Exclusion.Reason.UNVERIFIED, word.text(), unverified(facts));
    } else if (provider.state() != State.CONNECTED && provider.state() != State.DEGRADED) {
      Exclusion.Reason reason =
          provider.awaitsConsent()
              ? Exclusion.Reason.CONSENT_NEEDED
              : Exclusion.Reason.NOT_CONNECTED;
      exclusions.add(reason, word.text(), stateOf(provider));
    } else {
      boolean honoursKey = support.idempotencyKey();
      entries.add(
          new RosterEntry(
              provider, facts.operation(), word.model(), pricing, standing, honoursKey));
    }
  }

  // The connector's author may know why.
  private static String lacks(@Nullable OperationSupport said, CallFacts facts) {
    String none = "has no " + facts.operation();
    return said == null || said.note() == null ? none : "%s: %s".formatted(none, said.note());
  }

  private static String unverified(CallFacts facts) {
    return "its %s is unverified (V0): say unverified: true to use it".formatted(facts.operation());
  }

  private static String stateOf(ProviderInfo provider) {
    return provider.reason() != null
        ? provider.reason()
        : "is " + provider.state().name().toLowerCase(Locale.ROOT);
  }

  private static List<ProviderInfo> ofKind(List<ProviderInfo> providers, CallFacts facts) {
    return providers.stream().filter(provider -> provider.kind().equals(facts.kind())).toList();
  }

  private static Set<Word> all(List<ProviderInfo> providers) {
    Set<Word> all = new LinkedHashSet<>();
    providers.forEach(provider -> all.add(new Word(provider, null)));
    return all;
  }

  private static Set<Word> selected(List<Selector> by, List<ProviderInfo> providers) {
    Set<Word> selected = new LinkedHashSet<>();
    for (Selector selector : by) {
      String model = selector instanceof Selector.Id(String word) ? Offer.modelOf(word) : null;
      providers.stream()
          .filter(selector::names)
          .forEach(provider -> selected.add(new Word(provider, model)));
    }
    return selected;
  }
}

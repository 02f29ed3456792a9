package io.auterity.relay.plan;

import io.auterity.platform.provider.Offer;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.ProviderInfo.State;
import io.auterity.relay.price.Pricing;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Selector;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a route's providers for one capability without knowing the call; worked out
 * once per configuration.
 */
record Roster(List<RosterEntry> entries, List<Exclusion> exclusions) {

  Roster {
    entries = List.copyOf(entries);
    exclusions = List.copyOf(exclusions);
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

  /** For one route. */
  static Roster of(Route route, Config config, CallFacts facts) {
    List<ProviderInfo> ofKind = ofKind(config.providers(), facts);
    Set<Word> use = new LinkedHashSet<>();
    if (route.rollout() != null) {
      use.addAll(selected(route.rollout().to(), ofKind));
    }
    use.addAll(route.use().isEmpty() ? all(ofKind) : selected(route.use(), ofKind));
    Set<Word> fallback = selected(route.fallback(), ofKind);
    fallback.removeAll(use);
    return of(use, fallback, config.pricing(), facts);
  }

  /** For calls that no route matches, and for those that are bound to one provider. */
  static Roster ofAll(Config config, CallFacts facts) {
    return of(all(ofKind(config.providers(), facts)), Set.of(), config.pricing(), facts);
  }

  private static Roster of(Set<Word> use, Set<Word> fallback, Pricing pricing, CallFacts facts) {
    List<RosterEntry> entries = new ArrayList<>();
    Exclusion.Grouping exclusions = new Exclusion.Grouping(List.of());
    int place = 0;
    for (Word word : use) {
      sort(word, false, place++, pricing, facts, entries, exclusions);
    }
    place = 0;
    for (Word word : fallback) {
      sort(word, true, place++, pricing, facts, entries, exclusions);
    }
    return new Roster(entries, exclusions.grouped());
  }

  private static void sort(
      Word word,
      boolean fallback,
      int place,
      Pricing pricing,
      CallFacts facts,
      List<RosterEntry> entries,
      Exclusion.Grouping exclusions) {
    ProviderInfo provider = word.provider();
    OperationSupport support = provider.support().get(facts.operation());
    if (support == null || support.support() == Support.NONE) {
      exclusions.add(Exclusion.Reason.UNSUPPORTED, word.text(), "has no " + facts.operation());
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
              provider, facts.operation(), word.model(), pricing, fallback, place, honoursKey));
    }
  }

  private static String unverified(CallFacts facts) {
    return "nobody has verified its %s (V0): say unverified: true to use it"
        .formatted(facts.operation());
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

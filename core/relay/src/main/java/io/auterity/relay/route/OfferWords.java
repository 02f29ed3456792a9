package io.auterity.relay.route;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.provider.Offer;
import io.auterity.provider.Offering;
import io.auterity.provider.config.ProviderSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The words by which routes may name providers and their offers. */
final class OfferWords {

  private final Map<String, Offering> providers = new TreeMap<>();

  private OfferWords() {}

  static OfferWords of(ResourceSet resources) {
    OfferWords words = new OfferWords();
    for (Resource provider : resources.list("provider")) {
      words.providers.put(provider.id(), ProviderSpec.offering(provider.spec()));
    }
    return words;
  }

  /** What is wrong with a word at that place. */
  Optional<Problem> check(String path, String word) {
    String model = Offer.modelOf(word);
    Offering offering = providers.get(Offer.providerOf(word));
    if (offering != null && (model == null || offering.find(model) != null)) {
      return Optional.empty();
    }
    return Optional.of(
        offering == null ? noProvider(path, word, model) : noModel(path, word, offering));
  }

  private Problem noProvider(String path, String word, @Nullable String model) {
    String provider = Offer.providerOf(word);
    String fix =
        Nearest.of(provider, providers.keySet())
            .map(near -> model == null ? near : nearest(near, model))
            .map("did you mean '%s'?"::formatted)
            .orElseGet(() -> Nearest.fix(provider, providers.keySet()));
    return new Problem(path, "must name a provider; there is no '%s'".formatted(provider), fix);
  }

  private String nearest(String provider, String model) {
    Offering offering = providers.get(provider);
    return offering == null || offering.find(model) != null
        ? Offer.id(provider, model)
        : Nearest.of(model, offering.ids()).map(near -> Offer.id(provider, near)).orElse(provider);
  }

  private static Problem noModel(String path, String word, Offering offering) {
    String provider = Offer.providerOf(word);
    List<String> ids = offering.ids().stream().map(id -> Offer.id(provider, id)).toList();
    return new Problem(
        path,
        "must name an offer; provider '%s' lists no model '%s'"
            .formatted(provider, Offer.modelOf(word)),
        Nearest.fix(word, ids));
  }
}

package io.auterity.relay.plan;

import io.auterity.platform.provider.ModelSpec;
import io.auterity.platform.provider.Offer;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.price.Pricing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A provider that a route names for one capability, with the candidates it may give for a call. */
final class RosterEntry {

  private final ProviderInfo provider;
  private final @Nullable String fixed;
  private final Pricing pricing;
  private final boolean fallback;
  private final int place;
  private final boolean honoursKey;
  private final Map<String, Candidate> known = new HashMap<>();

  /**
   * @param fixed the one model that is meant; null when the call decides
   */
  RosterEntry(
      ProviderInfo provider,
      @Nullable String fixed,
      Pricing pricing,
      boolean fallback,
      int place,
      boolean honoursKey) {
    this.provider = provider;
    this.fixed = fixed;
    this.pricing = pricing;
    this.fallback = fallback;
    this.place = place;
    this.honoursKey = honoursKey;
    for (ModelSpec model : provider.offering().byId().values()) {
      know(Offer.of(provider, model));
    }
    know(Offer.of(provider, null));
  }

  private void know(Offer offer) {
    known.put(offer.id(), candidate(offer));
  }

  ProviderInfo provider() {
    return provider;
  }

  /** As the route names it. */
  String word() {
    return fixed == null ? provider.id() : Offer.id(provider.id(), fixed);
  }

  /** Who answers a call that asks for this model; null when nobody. */
  @Nullable Candidate candidate(AskedModel asked) {
    Offer offer = fixed == null ? asked.at(provider) : fixed(asked);
    if (offer == null) {
      return null;
    }
    Candidate candidate = known.get(offer.id());
    return candidate == null ? candidate(offer) : candidate;
  }

  // An operation without models goes to the provider, whichever of its models is named.
  private @Nullable Offer fixed(AskedModel asked) {
    if (asked.meaning() == AskedModel.Meaning.NO_MODELS) {
      return Offer.of(provider, null);
    }
    ModelSpec model = provider.offering().find(Objects.requireNonNull(fixed));
    return model == null ? null : Offer.of(provider, model);
  }

  private Candidate candidate(Offer offer) {
    return Candidate.of(pricing.priced(offer), fallback, place, honoursKey);
  }
}

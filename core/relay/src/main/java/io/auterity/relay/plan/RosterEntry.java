package io.auterity.relay.plan;

import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.route.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A provider that a route names for one capability, with the candidates it may give for a call. */
final class RosterEntry {

  private final ProviderInfo provider;
  private final @Nullable String fixed;
  private final Pricing pricing;
  private final OfferTable.Standing standing;
  private final boolean honoursKey;
  private final Map<String, Candidate> known = new HashMap<>();
  private final List<Candidate> serving = new ArrayList<>();
  private final boolean lacking;

  /**
   * @param operation that is called
   * @param fixed the one model that is meant; null when the call decides
   */
  RosterEntry(
      ProviderInfo provider,
      String operation,
      @Nullable String fixed,
      Pricing pricing,
      OfferTable.Standing standing,
      boolean honoursKey) {
    this.provider = provider;
    this.fixed = fixed;
    this.pricing = pricing;
    this.standing = standing;
    this.honoursKey = honoursKey;
    for (ModelSpec model : provider.offering().byId().values()) {
      Candidate candidate =
          know(Offer.of(provider, model), provider.offering().serves(model, operation));
      if (candidate.serves()) {
        serving.add(candidate);
      }
    }
    know(Offer.of(provider, null), false);
    this.lacking =
        !provider.offering().open()
            && serving.isEmpty()
            && provider.offering().documents(operation);
  }

  private Candidate know(Offer offer, boolean serves) {
    Candidate candidate = candidate(offer, serves);
    known.put(offer.id(), candidate);
    return candidate;
  }

  ProviderInfo provider() {
    return provider;
  }

  /** As the route names it. */
  String word() {
    return fixed == null ? provider.id() : Offer.id(provider.id(), fixed);
  }

  /**
   * Who may answer a call that asks for this model, the one to take first: several where the call
   * leaves the model open and some are known for the operation. These go by what the call probably
   * costs, the usual one before all. None, where the vendor's models for the operation are known
   * and none of them is listed.
   */
  List<Candidate> candidates(RequestedModel asked, @Nullable Demand demand) {
    if (lacks(asked)) {
      return List.of();
    }
    if (leavesOpen(asked) && !serving.isEmpty()) {
      return serving.stream()
          .sorted(
              Comparator.comparing((Candidate one) -> !isUsual(one))
                  .thenComparingDouble(one -> ExpectedCost.of(one.offer(), demand)))
          .toList();
    }
    Candidate one = candidate(asked);
    return one == null ? List.of() : List.of(one);
  }

  /** Whether it lists none of the models that its vendor has for a call that names none. */
  boolean lacks(RequestedModel asked) {
    return lacking && leavesOpen(asked);
  }

  private boolean leavesOpen(RequestedModel asked) {
    return fixed == null && asked.meaning() == RequestedModel.Meaning.ANY;
  }

  private boolean isUsual(Candidate one) {
    ModelSpec model = one.offer().model();
    return model != null && model.id().equals(provider.offering().usual());
  }

  private @Nullable Candidate candidate(RequestedModel asked) {
    Offer offer = fixed == null ? asked.at(provider) : fixed(asked);
    if (offer == null) {
      return null;
    }
    // A model that only its caller names is documented for nothing.
    Candidate candidate = known.get(offer.id());
    return candidate == null ? candidate(offer, false) : candidate;
  }

  // An operation without models goes to the provider, whichever of its models is named.
  private @Nullable Offer fixed(RequestedModel asked) {
    if (asked.meaning() == RequestedModel.Meaning.NO_MODELS) {
      return Offer.of(provider, null);
    }
    ModelSpec model = provider.offering().find(Objects.requireNonNull(fixed));
    return model == null ? null : Offer.of(provider, model);
  }

  private Candidate candidate(Offer offer, boolean serves) {
    return Candidate.of(pricing.priced(offer), standing, honoursKey, serves);
  }
}

package io.auterity.relay.plan;

import io.auterity.provider.Offer;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.When;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requested model of a call, and what each provider makes of it.
 *
 * @param name as the caller wrote it; null when none is asked
 * @param meaning what kind of name it is
 */
public record RequestedModel(@Nullable String name, Meaning meaning) {

  /** What the name of a model stands for. */
  public enum Meaning {
    /** The operation has no models. */
    NO_MODELS,
    /** None is asked, or the name is one that only a route gives: each provider's first. */
    ANY,
    /** A model, wherever it is. */
    MODEL,
    /** A model of one provider, as {@code provider/model}. */
    OFFER
  }

  /** What a provider offers for it; null when it does not. */
  public @Nullable Offer at(ProviderInfo provider) {
    Offering offering = provider.offering();
    return switch (meaning) {
      case NO_MODELS -> Offer.of(provider, null);
      case ANY -> any(provider, offering);
      case MODEL -> named(provider, Objects.requireNonNull(name));
      case OFFER ->
          provider.id().equals(Offer.providerOf(Objects.requireNonNull(name)))
              ? named(provider, Objects.requireNonNull(Offer.modelOf(name)))
              : null;
    };
  }

  // A provider that names no model at all can only be given the name that was asked for.
  private Offer any(ProviderInfo provider, Offering offering) {
    return offering.first() == null && name != null
        ? Offer.of(provider, offering.find(name))
        : Offer.of(provider, offering.first());
  }

  private static @Nullable Offer named(ProviderInfo provider, String model) {
    var found = provider.offering().find(model);
    return found == null ? null : Offer.of(provider, found);
  }

  /** Whether a provider lists it by name. */
  boolean isListedBy(ProviderInfo provider) {
    return switch (meaning) {
      case NO_MODELS, ANY -> false;
      case MODEL -> provider.offering().lists(Objects.requireNonNull(name));
      case OFFER -> provider.id().equals(Offer.providerOf(Objects.requireNonNull(name)));
    };
  }

  /** The names that a tenant's configuration gives to models. */
  public static final class Names {

    private final Set<String> listed = new HashSet<>();
    private final Set<String> providers = new HashSet<>();
    private final Set<String> routes = new HashSet<>();

    public Names(List<Route> routes, List<ProviderInfo> providers) {
      for (ProviderInfo provider : providers) {
        this.providers.add(provider.id());
        listed.addAll(provider.offering().ids());
      }
      for (Route route : routes) {
        When when = route.when();
        if (when.model() != null && when.model().exact()) {
          this.routes.add(when.model().pattern());
        }
      }
    }

    RequestedModel of(CallFacts facts) {
      return facts.demand() == null
          ? new RequestedModel(null, Meaning.NO_MODELS)
          : of(facts.model());
    }

    /** What a name of a model means. */
    public RequestedModel of(@Nullable String name) {
      if (name == null) {
        return new RequestedModel(null, Meaning.ANY);
      }
      if (listed.contains(name)) {
        return new RequestedModel(name, Meaning.MODEL);
      }
      if (Offer.modelOf(name) != null && providers.contains(Offer.providerOf(name))) {
        return new RequestedModel(name, Meaning.OFFER);
      }
      return new RequestedModel(name, routes.contains(name) ? Meaning.ANY : Meaning.MODEL);
    }
  }
}

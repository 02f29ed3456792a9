package io.auterity.gateway.model;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.ProviderInfo.State;
import io.auterity.platform.provider.Providers;
import io.auterity.relay.route.Glob;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Routes;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Model;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a tenant's configuration says about models, without a call: the lists of its connected
 * providers, and the names that its routes give.
 */
public final class ModelNames {

  private static final List<String> OPERATIONS =
      List.of("chat.create", "chat.stream", "embedding.create");

  private final Providers providers;
  private final Routes routes;

  public ModelNames(Providers providers, Routes routes) {
    this.providers = providers;
    this.routes = routes;
  }

  /** Every model that is named somewhere and that some provider takes, by id. */
  public SortedMap<String, Model> named(TenantScope scope) {
    SortedMap<String, Model> models = new TreeMap<>();
    for (Route route : routes.of(scope).index().routes()) {
      Glob model = route.when().model();
      if (model != null && model.exact() && taken(scope, model.pattern())) {
        models.put(model.pattern(), new Model(model.pattern(), "route " + route.id(), null));
      }
    }
    serving(scope)
        .forEach(
            provider ->
                provider
                    .models()
                    .forEach(id -> models.putIfAbsent(id, new Model(id, provider.id(), null))));
    return models;
  }

  /** Ids of the providers that take any model and can tell which they have. */
  public List<String> unlisted(TenantScope scope) {
    return serving(scope)
        .filter(provider -> provider.models().isEmpty() && supports(provider, "model.list"))
        .map(ProviderInfo::id)
        .toList();
  }

  /** What is possible with a model. */
  public Reach reach(TenantScope scope, String model, String operation) {
    List<ProviderInfo> offering = ai(scope).filter(p -> mayOffer(p, model)).toList();
    if (offering.isEmpty()) {
      return Reach.UNKNOWN;
    }
    return offering.stream().anyMatch(provider -> supports(provider, operation))
        ? Reach.OFFERED
        : Reach.OTHER_OPERATIONS;
  }

  private boolean taken(TenantScope scope, String model) {
    return serving(scope).anyMatch(provider -> offers(provider, model));
  }

  private Stream<ProviderInfo> serving(TenantScope scope) {
    return connected(scope)
        .filter(provider -> OPERATIONS.stream().anyMatch(one -> supports(provider, one)));
  }

  private Stream<ProviderInfo> connected(TenantScope scope) {
    return ai(scope).filter(ModelNames::isConnected);
  }

  private Stream<ProviderInfo> ai(TenantScope scope) {
    return providers.of(scope).stream().filter(provider -> provider.kind().equals("ai"));
  }

  private static boolean isConnected(ProviderInfo provider) {
    return provider.state() == State.CONNECTED || provider.state() == State.DEGRADED;
  }

  // Who cannot be reached now will offer it later, for all that is known here.
  private static boolean mayOffer(ProviderInfo provider, String model) {
    return provider.state() != State.DISABLED && offers(provider, model);
  }

  private static boolean offers(ProviderInfo provider, String model) {
    return provider.models().isEmpty() || provider.models().contains(model);
  }

  private static boolean supports(ProviderInfo provider, String operation) {
    var support = provider.support().get(operation);
    return support != null && support.support() != Support.NONE;
  }
}

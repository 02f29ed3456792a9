package io.auterity.gateway.model;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.pattern.Glob;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.ProviderInfo.State;
import io.auterity.platform.provider.Providers;
import io.auterity.relay.plan.AskedModel;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Routes;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Model;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a tenant's configuration says about models, without a call: the lists of its connected
 * providers, and the names that its routes give.
 */
public final class ModelNames {

  private static final List<String> OPERATIONS =
      List.of(
          "chat.create",
          "chat.stream",
          "embedding.create",
          "moderation.create",
          "image.create",
          "image.edit",
          "transcription.create",
          "translation.create",
          "speech.create",
          "document.rerank");

  private final Providers providers;
  private final Routes routes;

  public ModelNames(Providers providers, Routes routes) {
    this.providers = providers;
    this.routes = routes;
  }

  /** Every model that a route gives or a provider lists, and that some provider takes, by id. */
  public SortedMap<String, Model> named(TenantScope scope) {
    SortedMap<String, Model> models = new TreeMap<>();
    for (Route route : routes(scope)) {
      Glob model = route.when().model();
      if (model != null && model.exact() && serving(scope).anyMatch(route::names)) {
        models.putIfAbsent(
            model.pattern(), new Model(model.pattern(), "route " + route.id(), null));
      }
    }
    serving(scope)
        .forEach(
            provider ->
                provider
                    .offering()
                    .ids()
                    .forEach(id -> models.putIfAbsent(id, new Model(id, provider.id(), null))));
    return models;
  }

  /** Ids of the providers that take any model and can tell which they have. */
  public List<String> unlisted(TenantScope scope) {
    return serving(scope)
        .filter(provider -> provider.offering().open() && supports(provider, "model.list"))
        .map(ProviderInfo::id)
        .toList();
  }

  /**
   * Ids of the providers that can list jobs of fine-tuning, whether they can be asked now or not:
   * one that is disabled has the jobs that it was given before.
   */
  public List<String> tuning(TenantScope scope) {
    return ai(scope).filter(p -> supports(p, "tuning.list")).map(ProviderInfo::id).toList();
  }

  /** What is possible with a model. */
  public Reach reach(TenantScope scope, String model, String operation) {
    AskedModel asked = new AskedModel.Names(routes(scope), providers.of(scope)).of(model);
    Predicate<ProviderInfo> names = names(scope, model, asked);
    // Who cannot be reached now will offer it later, for all that is known here.
    List<ProviderInfo> there = ai(scope).filter(p -> p.state() != State.DISABLED).toList();
    if (there.stream()
        .anyMatch(p -> supports(p, operation) && (names.test(p) || takes(p, asked)))) {
      return Reach.OFFERED;
    }
    // One that takes any name says nothing of a model but that it would try.
    return there.stream().anyMatch(names) ? Reach.OTHER_OPERATIONS : Reach.UNKNOWN;
  }

  private Predicate<ProviderInfo> names(TenantScope scope, String model, AskedModel asked) {
    List<Route> giving = routes(scope).stream().filter(route -> route.when().gives(model)).toList();
    return provider ->
        giving.stream().anyMatch(route -> route.names(provider))
            || (takes(provider, asked) && !isAnyName(provider, asked));
  }

  private static boolean takes(ProviderInfo provider, AskedModel asked) {
    return asked.meaning() != AskedModel.Meaning.ANY && asked.at(provider) != null;
  }

  private static boolean isAnyName(ProviderInfo provider, AskedModel asked) {
    return asked.meaning() == AskedModel.Meaning.MODEL
        && provider.offering().open()
        && !provider.offering().byId().containsKey(Objects.requireNonNull(asked.name()));
  }

  private List<Route> routes(TenantScope scope) {
    return routes.of(scope).index().routes();
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

  private static boolean supports(ProviderInfo provider, String operation) {
    var support = provider.support().get(operation);
    return support != null && support.support() != Support.NONE;
  }
}

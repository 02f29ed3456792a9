package io.auterity.gateway.model;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.pattern.Glob;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.Providers;
import io.auterity.relay.plan.RequestedModel;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.Selector;
import io.auterity.spi.Json;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models of a tenant's configuration, told without a call: the lists of its connected
 * providers, and the names that its routes give.
 */
public record ModelNames(Providers providers, Routes routes) {

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

  private static final String OWN = "auterity";
  private static final String ABILITIES = "abilities";

  /** Every model that a route gives or a provider lists, and that some provider takes, by id. */
  public SortedMap<String, Model> named(TenantScope scope) {
    SortedMap<String, Model> models = new TreeMap<>();
    for (Route route : routes(scope)) {
      Glob model = route.when().model();
      if (model != null && model.exact() && serving(scope).anyMatch(route::names)) {
        models.putIfAbsent(
            model.pattern(),
            told(model.pattern(), "route " + route.id(), offered(route, serving(scope).toList())));
      }
    }
    serving(scope)
        .forEach(
            provider ->
                provider
                    .offering()
                    .models()
                    .forEach(
                        model ->
                            models.putIfAbsent(
                                model.id(), told(model.id(), provider.id(), List.of(model)))));
    return models;
  }

  private static List<ModelSpec> offered(Route route, List<ProviderInfo> serving) {
    List<ModelSpec> offered = new ArrayList<>();
    for (ProviderInfo provider : serving.stream().filter(route::names).toList()) {
      Set<String> ids = named(route, provider);
      ModelSpec usual = provider.offering().first();
      if (!ids.isEmpty()) {
        ids.forEach(
            id -> Optional.ofNullable(provider.offering().find(id)).ifPresent(offered::add));
      } else {
        offered.add(usual == null ? ModelSpec.named(provider.id()) : usual);
      }
    }
    return offered;
  }

  private static Set<String> named(Route route, ProviderInfo provider) {
    Set<String> named = new TreeSet<>();
    Stream.concat(route.use().stream(), route.fallback().stream())
        .forEach(
            selector -> {
              if (selector instanceof Selector.Id(String word)
                  && provider.id().equals(Offer.providerOf(word))) {
                Optional.ofNullable(Offer.modelOf(word)).ifPresent(named::add);
              }
            });
    return named;
  }

  // What all that may answer are known to be able to do.
  private static Model told(String id, String owner, List<ModelSpec> offered) {
    Set<String> abilities = null;
    for (ModelSpec model : offered) {
      List<String> known = model.abilities();
      if (known == null) {
        abilities = null;
        break;
      }
      abilities = abilities == null ? new TreeSet<>(known) : abilities;
      abilities.retainAll(known);
    }
    Json.Obj told =
        abilities == null
            ? null
            : Json.EMPTY.with(
                ABILITIES, Json.array(abilities.stream().<Json>map(Json::of).toList()));
    return Model.builder(id)
        .owner(owner)
        .contextTokens(least(offered, ModelSpec::context))
        .outputTokens(least(offered, ModelSpec::output))
        .extra(Extra.of(OWN, told))
        .build();
  }

  private static @Nullable Long least(
      List<ModelSpec> offered, Function<ModelSpec, @Nullable Long> limit) {
    Long least = null;
    for (ModelSpec model : offered) {
      Long one = limit.apply(model);
      if (one == null) {
        return null;
      }
      least = least == null ? one : Math.min(least, one);
    }
    return least;
  }

  /** The provider of a model that is named as {@code provider/model}; null where none is. */
  public @Nullable String providerOf(TenantScope scope, String id) {
    return Offer.modelOf(id) == null
        ? null
        : serving(scope)
            .map(ProviderInfo::id)
            .filter(Offer.providerOf(id)::equals)
            .findFirst()
            .orElse(null);
  }

  /** The model of a provider that lists it, as {@code provider/model}; null where none does. */
  public @Nullable Model listed(TenantScope scope, String id) {
    String model = Offer.modelOf(id);
    return model == null
        ? null
        : serving(scope)
            .filter(provider -> provider.id().equals(Offer.providerOf(id)))
            .filter(provider -> provider.offering().lists(model))
            .map(
                provider ->
                    told(
                        id,
                        provider.id(),
                        List.of(Objects.requireNonNull(provider.offering().find(model)))))
            .findFirst()
            .orElse(null);
  }

  /** A model as a provider tells it, with what else is known of it. */
  public Model informed(TenantScope scope, String provider, Model model) {
    if (abilities(model) != null) {
      return model;
    }
    ModelSpec known =
        serving(scope)
            .filter(one -> one.id().equals(provider))
            .findFirst()
            .map(one -> one.offering().find(model.id()))
            .orElse(null);
    if (known == null) {
      return model;
    }
    Model told = told(model.id(), provider, List.of(known));
    Map<String, Json.Obj> extra = new HashMap<>();
    Optional.ofNullable(told.extra()).ifPresent(extra::putAll);
    Optional.ofNullable(model.extra()).ifPresent(extra::putAll);
    return model.toBuilder()
        .contextTokens(first(model.contextTokens(), told.contextTokens()))
        .outputTokens(first(model.outputTokens(), told.outputTokens()))
        .extra(extra.isEmpty() ? null : extra)
        .build();
  }

  private static @Nullable Long first(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : one;
  }

  /**
   * What a model is known to be able to do, as its provider or its vendor's documents say; null
   * where they say nothing.
   */
  public static @Nullable Set<String> abilities(Model model) {
    if (!(Extra.in(model.extra(), OWN).get(ABILITIES) instanceof Json.Arr(List<Json> words))) {
      return null;
    }
    Set<String> abilities = new TreeSet<>();
    for (Json word : words) {
      if (word instanceof Json.Str(String ability)) {
        abilities.add(ability);
      }
    }
    return abilities;
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
    RequestedModel asked = new RequestedModel.Names(routes(scope), providers.of(scope)).of(model);
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

  private Predicate<ProviderInfo> names(TenantScope scope, String model, RequestedModel asked) {
    List<Route> giving = routes(scope).stream().filter(route -> route.when().gives(model)).toList();
    return provider ->
        giving.stream().anyMatch(route -> route.names(provider))
            || (takes(provider, asked) && !isAnyName(provider, asked));
  }

  private static boolean takes(ProviderInfo provider, RequestedModel asked) {
    return asked.meaning() != RequestedModel.Meaning.ANY && asked.at(provider) != null;
  }

  private static boolean isAnyName(ProviderInfo provider, RequestedModel asked) {
    return asked.meaning() == RequestedModel.Meaning.MODEL
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

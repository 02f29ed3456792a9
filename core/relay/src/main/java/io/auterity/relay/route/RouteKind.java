package io.auterity.relay.route;

import io.auterity.ledger.Limit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.pattern.Glob;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.transport.Destination;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The declarative resource {@code route}. */
public final class RouteKind implements ResourceKind {

  private static final String SCHEMA = "route.schema.json";
  private static final int LONGEST_TEXT = 65_536;

  private final Catalogue catalogue;
  private final Routes routes;
  private final BooleanSupplier embeds;
  private final BiConsumer<TenantScope, String> gone;
  private final Json.Obj schema;

  /** Where a model for embeddings is there. */
  public RouteKind(Catalogue catalogue, Routes routes) {
    this(catalogue, routes, () -> true);
  }

  /**
   * The kind.
   *
   * @param embeds whether a model for embeddings is there
   */
  public RouteKind(Catalogue catalogue, Routes routes, BooleanSupplier embeds) {
    this(catalogue, routes, embeds, (scope, id) -> {});
  }

  /**
   * One that tells of routes that are gone.
   *
   * @param embeds whether a model for embeddings is there
   * @param gone hears of each, by its id
   */
  public RouteKind(
      Catalogue catalogue,
      Routes routes,
      BooleanSupplier embeds,
      BiConsumer<TenantScope, String> gone) {
    this.catalogue = catalogue;
    this.routes = routes;
    this.embeds = embeds;
    this.gone = gone;
    this.schema = schemaText();
  }

  @Override
  public String name() {
    return "route";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    RouteReader reader = new RouteReader(spec);
    Route route = reader.read(id, 1);
    List<Problem> problems = new ArrayList<>(reader.problems());
    checkCapability(route, problems);
    checkCache(route, problems);
    checkWebhook(route, spec, problems);
    checkBudgets(route, others, problems);
    OfferWords words = OfferWords.of(others);
    checkSelectors("use", route.use(), words, problems);
    checkSelectors("fallback", route.fallback(), words, problems);
    route
        .fallbackOn()
        .forEach(
            (cause, chain) -> checkSelectors("fallbackOn." + cause.wire(), chain, words, problems));
    if (route.rollout() != null) {
      checkSelectors("rollout.to", route.rollout().to(), words, problems);
    }
    checkRequired(route, words, problems);
    route
        .weights()
        .keySet()
        .forEach(word -> words.check("weights." + word, word).ifPresent(problems::add));
    return problems;
  }

  private static void checkWebhook(Route route, Json.Obj spec, List<Problem> problems) {
    if (!(spec.get("webhook") instanceof Json.Obj webhook)) {
      return;
    }
    if (route.strategy() != Strategy.CONFIDENT) {
      problems.add(
          new Problem(
              "webhook",
              "tells of offers that are withdrawn, which the strategy confident alone does",
              "leave it out"));
    }
    try {
      if (Destination.of(new URI(String.valueOf(webhook.text("url")))).isPresent()) {
        return;
      }
    } catch (URISyntaxException e) {
      // As any other that names no place.
    }
    problems.add(
        new Problem("webhook.url", "must be a URL of http or https", "write https://HOST/PATH"));
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return spec.get("webhook") instanceof Json.Obj webhook
        ? Stream.ofNullable(webhook.text("secret")).collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    routes.put(scope, new RouteReader(resource.spec()).read(resource.id(), resource.version()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    routes.remove(scope, id);
    gone.accept(scope, id);
  }

  private void checkCapability(Route route, List<Problem> problems) {
    Glob glob = route.when().capability();
    if (catalogue.ids().stream().noneMatch(glob::matches)) {
      problems.add(
          new Problem(
              "when.capability",
              "must match a capability; '%s' matches none".formatted(glob.pattern()),
              Nearest.fix(glob.pattern(), catalogue.ids())));
    }
  }

  private void checkCache(Route route, List<Problem> problems) {
    Glob glob = route.when().capability();
    if (route.cache() != null
        && catalogue.all().stream().noneMatch(one -> one.cacheable() && glob.matches(one.id()))) {
      problems.add(
          new Problem(
              "cache",
              "must stand where answers can be kept; '%s' matches no such capability"
                  .formatted(glob.pattern()),
              "leave it out, or match ai.chat.*, ai.embedding.create or ai.text.classify"));
    }
    RouteCache.Similar similar = route.cache() == null ? null : route.cache().similar();
    if (similar != null && similar.threshold() != null && !embeds.getAsBoolean()) {
      problems.add(
          new Problem(
              "cache.semantic.threshold",
              "needs a model for embeddings in the server, and there is none",
              "install the plugin ai-local, or leave threshold out: then words alone are"
                  + " compared"));
    }
    if (route.cache() != null && route.rollout() != null) {
      problems.add(
          new Problem(
              "cache",
              "cannot stand beside rollout: answers of one side would be given to calls of the"
                  + " other",
              "leave one of them out until the rollout is over"));
    }
  }

  private static void checkBudgets(Route route, ResourceSet others, List<Problem> problems) {
    List<String> budgets = others.list(Limit.BUDGET).stream().map(Resource::id).toList();
    for (String budget : new TreeSet<>(route.when().spent().keySet())) {
      if (!budgets.contains(budget)) {
        problems.add(
            new Problem(
                "when.budget." + budget,
                "must name a budget; there is no '%s'".formatted(budget),
                Nearest.fix(budget, budgets)));
      }
    }
  }

  private static void checkSelectors(
      String path, List<Selector> selectors, OfferWords words, List<Problem> problems) {
    for (int i = 0; i < selectors.size(); i++) {
      if (selectors.get(i) instanceof Selector.Id(String word)) {
        words.check("%s[%d]".formatted(path, i), word).ifPresent(problems::add);
      }
    }
  }

  private static void checkRequired(Route route, OfferWords words, List<Problem> problems) {
    for (int i = 0; i < route.require().size(); i++) {
      if (route.require().get(i) instanceof Requirement.Is(Selector.Id(String word))) {
        words.check("require[%d].provider".formatted(i), word).ifPresent(problems::add);
      }
    }
  }

  private static Json.Obj schemaText() {
    try (InputStream in = Objects.requireNonNull(RouteKind.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

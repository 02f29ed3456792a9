package io.auterity.relay.plan;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.field.ValueDigest;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The routing configuration of one tenant at one moment, by which calls are planned: its routes and
 * its providers. Immutable.
 */
public final class Config {

  private final long epoch;
  private final RouteIndex routes;
  private final List<ProviderInfo> providers;
  private final Pricing pricing;
  private final RequestedModel.Names names;
  private volatile @Nullable String mark;
  private final Map<Place, OfferTable> rosters = new ConcurrentHashMap<>();
  private final Map<String, Config> mended = new ConcurrentHashMap<>();

  private record Place(String route, String capability, boolean all) {}

  /**
   * @param epoch one more with each change since the start
   */
  public Config(long epoch, RouteIndex routes, List<ProviderInfo> providers, Pricing pricing) {
    this.pricing = pricing;
    this.epoch = epoch;
    this.routes = routes;
    this.providers = providers;
    this.names = new RequestedModel.Names(routes.routes(), providers);
  }

  public long epoch() {
    return epoch;
  }

  public RouteIndex routes() {
    return routes;
  }

  /** By id. */
  public List<ProviderInfo> providers() {
    return providers;
  }

  /** A configuration without price lists and budgets. */
  public Config(long epoch, RouteIndex routes, List<ProviderInfo> providers) {
    this(epoch, routes, providers, Pricing.NONE);
  }

  public Pricing pricing() {
    return pricing;
  }

  /**
   * Names all of it that answers may depend on, which is all but how providers are: where two
   * differ in a route, a provider or a price, so do their names.
   */
  public String mark() {
    String known = mark;
    if (known == null) {
      known = ConfigMark.of(routes.routes(), providers, pricing);
      mark = known;
    }
    return known;
  }

  /** The names that it gives to models. */
  public RequestedModel.Names names() {
    return names;
  }

  /**
   * As it would be if a check had brought one provider back; made once, since in an outage every
   * call that is refused asks.
   */
  Config withConnected(ProviderInfo away) {
    return mended.computeIfAbsent(
        away.id(),
        id ->
            new Config(
                epoch,
                routes,
                providers.stream().map(one -> one.equals(away) ? one.connected() : one).toList(),
                pricing));
  }

  /** Of the providers that a route names. */
  OfferTable roster(Route route, CallFacts facts) {
    return rosters.computeIfAbsent(
        new Place(route.id(), facts.capability(), false),
        place -> OfferTable.of(route, this, facts));
  }

  /** Of all providers of the kind. */
  OfferTable rosterOfAll(CallFacts facts) {
    return rosters.computeIfAbsent(
        new Place("", facts.capability(), true), place -> OfferTable.ofAll(this, facts));
  }

  /**
   * The digest of a configuration that was applied, which is the same in every process. It names
   * the configuration where what it led to is kept.
   */
  private static final class ConfigMark {

    static String of(List<Route> routes, List<ProviderInfo> providers, Pricing pricing) {
      List<List<Object>> all = new ArrayList<>();
      for (Route route : routes) {
        all.add(List.of("route", route.id(), route.version(), route.spec()));
      }
      for (ProviderInfo one : providers) {
        all.add(List.of("provider", one.id(), one.form(), one.connector()));
        all.add(List.of("plugin", one.plugin(), one.pluginVersion(), one.offering()));
        if (one.defaultOf() != null) {
          all.add(List.of("default", one.id(), one.defaultOf()));
        }
      }
      for (PriceList list : pricing.lists()) {
        all.add(List.of("prices", list.id(), list.version(), list.asOf().toString()));
      }
      // What cannot be compared is like nothing else: then no two servers share.
      return Objects.requireNonNullElseGet(ValueDigest.of(all), () -> UUID.randomUUID().toString());
    }
  }
}

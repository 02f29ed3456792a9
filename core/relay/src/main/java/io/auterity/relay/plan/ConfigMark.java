package io.auterity.relay.plan;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.field.ValueDigest;
import io.auterity.relay.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The digest of a configuration that was applied, which is the same in every process. It names the
 * configuration where what it led to is kept.
 */
final class ConfigMark {

  static String of(List<Route> routes, List<ProviderInfo> providers, Pricing pricing) {
    List<List<Object>> all = new ArrayList<>();
    for (Route route : routes) {
      all.add(List.of("route", route.id(), route.version(), route.spec()));
    }
    for (ProviderInfo one : providers) {
      all.add(List.of("provider", one.id(), one.form(), one.connector()));
      all.add(List.of("plugin", one.plugin(), one.pluginVersion(), one.offering()));
    }
    for (PriceList list : pricing.lists()) {
      all.add(List.of("prices", list.id(), list.version(), list.asOf().toString()));
    }
    // What cannot be compared is like nothing else: then no two servers share.
    return Objects.requireNonNullElseGet(ValueDigest.of(all), () -> UUID.randomUUID().toString());
  }
}

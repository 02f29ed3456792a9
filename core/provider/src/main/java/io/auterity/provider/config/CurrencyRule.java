package io.auterity.provider.config;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rule that the money of a tenant has one currency: all prices of its providers, all its price
 * lists and all its budgets, so that costs add up.
 */
public final class CurrencyRule {

  private static final List<String> KINDS = List.of("budget", "prices", "provider");

  /** Who has a currency already. */
  private record Holder(String name, String currency) {}

  /** What is wrong with the currencies of one resource among the others. */
  public static List<Problem> check(String kind, String id, Json.Obj spec, ResourceSet others) {
    Map<String, String> own = currencies(spec);
    Optional<Holder> holder = holder(kind, id, others).or(() -> first(own));
    return own.entrySet().stream()
        .filter(each -> holder.isPresent() && !each.getValue().equals(holder.get().currency()))
        .map(each -> problem(each.getKey(), each.getValue(), holder.get()))
        .toList();
  }

  private static Optional<Holder> first(Map<String, String> own) {
    return own.entrySet().stream()
        .findFirst()
        .map(each -> new Holder("its own " + each.getKey(), each.getValue()));
  }

  private static Optional<Holder> holder(String kind, String id, ResourceSet others) {
    return KINDS.stream()
        .flatMap(each -> others.list(each).stream())
        .filter(other -> !other.kind().equals(kind) || !other.id().equals(id))
        .flatMap(CurrencyRule::holders)
        .findFirst();
  }

  private static Stream<Holder> holders(Resource resource) {
    String name = "%s '%s'".formatted(resource.kind(), resource.id());
    return currencies(resource.spec()).values().stream()
        .map(currency -> new Holder(name, currency));
  }

  /** The currencies that a budget, a price list or a provider names, by their places. */
  private static Map<String, String> currencies(Json.Obj spec) {
    Map<String, String> found = new TreeMap<>();
    add("currency", spec, found);
    if (spec.get("prices") instanceof Json.Obj prices) {
      prices
          .fields()
          .forEach((unit, price) -> add("prices.%s.currency".formatted(unit), price, found));
    }
    return found;
  }

  private static void add(String path, Json holder, Map<String, String> found) {
    if (holder instanceof Json.Obj object) {
      String currency = object.text("currency");
      if (currency != null) {
        found.put(path, currency);
      }
    }
  }

  private static Problem problem(String path, String currency, Holder holder) {
    return new Problem(
        path,
        "must be %s as in %s, not %s: a tenant has one currency"
            .formatted(holder.currency(), holder.name(), currency),
        "use %s, or apply all prices and budgets in %s together"
            .formatted(holder.currency(), currency));
  }
}

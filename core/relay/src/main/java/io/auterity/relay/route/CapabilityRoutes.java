package io.auterity.relay.route;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes for one capability. Each is filed under its most selective key, so that a call looks
 * only at those whose key fits, and at those that have none, in the order of all.
 */
final class CapabilityRoutes {

  private final List<Route> routes;
  private final Map<String, RouteKey.Table> labels = new HashMap<>();
  private final RouteKey.Table model = new RouteKey.Table();
  private final int[] unkeyed;

  CapabilityRoutes(List<Route> routes) {
    this.routes = routes;
    Map<RouteKey, Integer> uses = new HashMap<>();
    routes.forEach(
        route -> RouteKey.of(route.when()).forEach(key -> uses.merge(key, 1, Integer::sum)));
    int[] rest = new int[routes.size()];
    int left = 0;
    for (int number = 0; number < routes.size(); number++) {
      Optional<RouteKey> best =
          RouteKey.of(routes.get(number).when()).stream()
              .min(Comparator.comparing(RouteKey::sort).thenComparing(uses::get));
      if (best.isPresent()) {
        field(best.get()).add(best.get(), number);
      } else {
        rest[left++] = number;
      }
    }
    this.unkeyed = Arrays.copyOf(rest, left);
  }

  RouteIndex.Match match(CallFacts facts) {
    Merge merge = candidates(facts);
    int evaluations = 0;
    for (int number = merge.next(); number != Merge.END; number = merge.next()) {
      Route route = routes.get(number);
      Condition expression = route.when().expression();
      if (!route.when().fits(facts) || (expression != null && !expression.mayHold(facts))) {
        continue;
      }
      if (expression == null) {
        return new RouteIndex.Match(route, evaluations);
      }
      evaluations++;
      if (expression.test(facts)) {
        return new RouteIndex.Match(route, evaluations);
      }
    }
    return new RouteIndex.Match(null, evaluations);
  }

  private Merge candidates(CallFacts facts) {
    Merge merge = new Merge();
    merge.add(unkeyed);
    model.find(facts.model() == null ? "" : facts.model(), merge);
    for (Map.Entry<String, String> label : facts.labels().entrySet()) {
      RouteKey.Table field = labels.get(label.getKey());
      if (field != null) {
        field.find(label.getValue(), merge);
      }
    }
    return merge;
  }

  private RouteKey.Table field(RouteKey key) {
    return key.field().startsWith(".")
        ? labels.computeIfAbsent(key.field().substring(1), name -> new RouteKey.Table())
        : model;
  }

  /** Walks several ascending lists of numbers as one. */
  static final class Merge {

    static final int END = Integer.MAX_VALUE;

    private int[][] lists = new int[8][];
    private int[] places = new int[8];
    private int size;

    void add(int @Nullable [] list) {
      if (list == null || list.length == 0) {
        return;
      }
      if (size == lists.length) {
        lists = Arrays.copyOf(lists, size * 2);
        places = Arrays.copyOf(places, size * 2);
      }
      lists[size++] = list;
    }

    /** The next smallest number, or {@link #END}; no number stands in two lists. */
    int next() {
      int smallest = END;
      int from = -1;
      for (int i = 0; i < size; i++) {
        if (places[i] < lists[i].length && lists[i][places[i]] < smallest) {
          smallest = lists[i][places[i]];
          from = i;
        }
      }
      if (from >= 0) {
        places[from]++;
      }
      return smallest;
    }
  }
}

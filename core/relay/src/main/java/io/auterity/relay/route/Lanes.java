package io.auterity.relay.route;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes for one capability. Each is filed under its most selective key, so that a call looks
 * only at those whose key fits, and at those that have none, in the order of all.
 */
final class Lanes {

  private final List<Route> routes;
  private final Map<String, Field> labels = new HashMap<>();
  private final Field model = new Field();
  private final int[] unkeyed;

  Lanes(List<Route> routes) {
    this.routes = routes;
    Map<Key, Integer> uses = new HashMap<>();
    routes.forEach(route -> Key.of(route.when()).forEach(key -> uses.merge(key, 1, Integer::sum)));
    int[] rest = new int[routes.size()];
    int left = 0;
    for (int number = 0; number < routes.size(); number++) {
      Optional<Key> best =
          Key.of(routes.get(number).when()).stream()
              .min(Comparator.comparing(Key::sort).thenComparing(uses::get));
      if (best.isPresent()) {
        field(best.get()).add(best.get(), number);
      } else {
        rest[left++] = number;
      }
    }
    this.unkeyed = Arrays.copyOf(rest, left);
  }

  Match match(CallFacts facts) {
    Merge merge = candidates(facts);
    int evaluations = 0;
    for (int number = merge.next(); number != Merge.END; number = merge.next()) {
      Route route = routes.get(number);
      Condition expression = route.when().expression();
      if (!route.when().fits(facts) || (expression != null && !expression.mayHold(facts))) {
        continue;
      }
      if (expression == null) {
        return new Match(route, evaluations);
      }
      evaluations++;
      if (expression.test(facts)) {
        return new Match(route, evaluations);
      }
    }
    return new Match(null, evaluations);
  }

  private Merge candidates(CallFacts facts) {
    Merge merge = new Merge();
    merge.add(unkeyed);
    model.find(facts.model() == null ? "" : facts.model(), merge);
    for (Map.Entry<String, String> label : facts.labels().entrySet()) {
      Field field = labels.get(label.getKey());
      if (field != null) {
        field.find(label.getValue(), merge);
      }
    }
    return merge;
  }

  private Field field(Key key) {
    return key.field().startsWith(".")
        ? labels.computeIfAbsent(key.field().substring(1), name -> new Field())
        : model;
  }
}

package io.auterity.relay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The index finds what trying every route in order finds. */
class RouteIndexPropertyTest {

  private static final String[] VALUES = {"", "a", "ab", "abc", "b", "ba"};
  private static final String[] GLOBS = {
    "a", "ab", "a*", "ab*", "*a", "*b", "?*", "*", "a?", "a*c"
  };
  private static final String[] EXPRESSIONS = {
    "labels.x == `a`",
    "`ab` == labels[`y`] && size(model) < 3",
    "model == ``",
    "model.startsWith(`a`) || labels.x == `b`",
    "has(labels.x) && labels.y in [`a`, `b`]",
    "!(labels.x == `a`)",
    "labels.x == `a` || labels.y == `a`",
    "door == `workflow` && data_class == `customer`",
  };

  @Property(tries = 500)
  void findsWhatTryingAllInOrderFinds(@ForAll long seed) {
    Random random = new Random(seed);
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      routes.add(Specs.route("r" + i, spec(random)));
    }
    RouteIndex index = new RouteIndex(routes);

    for (int i = 0; i < 10; i++) {
      CallFacts facts = facts(random);
      assertThat(index.match(facts).route()).isEqualTo(oneByOne(index.routes(), facts));
    }
  }

  private static @Nullable Route oneByOne(List<Route> routes, CallFacts facts) {
    for (Route route : routes) {
      Condition expression = route.when().expression();
      if (route.when().fits(facts) && (expression == null || expression.test(facts))) {
        return route;
      }
    }
    return null;
  }

  private static CallFacts facts(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : List.of("x", "y")) {
      if (random.nextBoolean()) {
        labels.put(name, pick(VALUES, random));
      }
    }
    return Calls.of(
        "ai.chat.create", random.nextBoolean() ? pick(VALUES, random) : null, labels, null);
  }

  private static String spec(Random random) {
    List<String> when = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      when.add("'model': '%s'".formatted(pick(GLOBS, random)));
    }
    if (random.nextBoolean()) {
      when.add(
          "'labels': {'%s': '%s'}"
              .formatted(random.nextBoolean() ? "x" : "y", pick(GLOBS, random)));
    }
    if (random.nextInt(3) > 0) {
      when.add("'expression': '%s'".formatted(pick(EXPRESSIONS, random).replace("`", "\\\"")));
    }
    return "{'when': {%s}, 'priority': %d}".formatted(String.join(",", when), random.nextInt(4));
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}

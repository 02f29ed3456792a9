package io.auterity.relay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Conditions compiled to plain calls come to what CEL's own evaluator says. */
class DirectCheckPropertyTest {

  private static final String[] TEXTS = {"model", "labels.x", "labels['y']", "door", "'a'", "'ab'"};
  private static final String[] VALUES = {"", "a", "ab", "b"};

  @Property(tries = 300)
  void agreesWithTheEvaluator(@ForAll long seed) {
    Random random = new Random(seed);
    Condition condition = Expressions.ofCall(expression(random, 3));

    for (int i = 0; i < 8; i++) {
      CallFacts facts = facts(random);
      assertThat(condition.test(facts))
          .as("%s over %s", condition, facts)
          .isEqualTo(condition.evaluated(Variables.of(facts)));
    }
  }

  private static String expression(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      String left = expression(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> "(%s && %s)".formatted(left, expression(random, depth - 1));
        case 1 -> "(%s || %s)".formatted(left, expression(random, depth - 1));
        default -> "!(%s)".formatted(left);
      };
    }
    return atom(random);
  }

  private static String atom(Random random) {
    String left = pick(TEXTS, random);
    String right = pick(TEXTS, random);
    return switch (random.nextInt(8)) {
      case 0 -> "%s == %s".formatted(left, right);
      case 1 -> "%s != %s".formatted(left, right);
      case 2 -> "%s.startsWith(%s)".formatted(left, right);
      case 3 -> "%s.endsWith(%s)".formatted(left, right);
      case 4 -> "%s.contains(%s)".formatted(left, right);
      case 5 -> "%s in ['a', 'b']".formatted(left);
      case 6 -> "has(labels.x)";
      default -> "size(%s) > 1".formatted(left);
    };
  }

  private static CallFacts facts(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : List.of("x", "y")) {
      if (random.nextBoolean()) {
        labels.put(name, pick(VALUES, random));
      }
    }
    return Calls.of("ai.chat.create", pick(VALUES, random), labels, null);
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}

package io.auterity.workflow.decider;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes a workflow of any shape; every step yields an object with a text. */
final class RandomWorkflow {

  private static final int DEPTH = 3;

  private final Random random;
  private final @Nullable Random conditions;
  private int ids;

  /** One whose steps have no conditions. */
  RandomWorkflow(long seed) {
    this(seed, null);
  }

  private RandomWorkflow(long seed, @Nullable Random conditions) {
    this.random = new Random(seed);
    this.conditions = conditions;
  }

  /** One of whose steps some are skipped. */
  static RandomWorkflow withConditions(long seed) {
    return new RandomWorkflow(seed, new Random(~seed));
  }

  String text() {
    return "{steps: [" + steps(DEPTH) + "]}";
  }

  private String steps(int depth) {
    List<String> ids = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String id = "s" + this.ids++;
      steps.add("{id: %s%s%s, %s}".formatted(id, after(ids), when(), body(depth, id)));
      ids.add(id);
    }
    return String.join(", ", steps);
  }

  private String after(List<String> ids) {
    if (ids.isEmpty() || random.nextBoolean()) {
      return "";
    }
    List<String> some = new ArrayList<>();
    for (String id : ids) {
      if (random.nextBoolean()) {
        some.add(id);
      }
    }
    return ", after: [%s]".formatted(String.join(", ", some));
  }

  private String when() {
    return conditions == null || conditions.nextInt(3) > 0
        ? ""
        : ", when: '${%d > 4}'".formatted(conditions.nextInt(9));
  }

  private String body(int depth, String id) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> "call: text.pii.mask, with: {text: %s}, retry: {max: 2}".formatted(id);
      case 1 -> "transform: {text: '${string(%d + 1)}'}".formatted(random.nextInt(9));
      case 2 -> "wait: 5s";
      case 3 -> branch(depth);
      default -> each(depth);
    };
  }

  private String branch(int depth) {
    return "branch: [{when: \"${%d > 4}\", steps: [%s]}, {else: [%s]}]"
        .formatted(random.nextInt(9), steps(depth - 1), steps(depth - 1));
  }

  private String each(int depth) {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      items.add(String.valueOf(random.nextInt(100)));
    }
    String pace = random.nextBoolean() ? "" : "pace: 1s, ";
    return "each: [%s], as: n%d, concurrency: %d, %ssteps: [%s]"
        .formatted(String.join(", ", items), ids, 1 + random.nextInt(3), pace, steps(depth - 1));
  }
}

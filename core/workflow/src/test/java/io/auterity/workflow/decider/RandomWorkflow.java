package io.auterity.workflow.decider;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes a workflow of any shape; every step yields an object with a text. */
final class RandomWorkflow {

  private static final int DEPTH = 3;

  private final Random random;
  private final @Nullable Random more;
  private final boolean races;
  private int ids;

  /** Whether a call can be undone where it stands. */
  private boolean undoable;

  /** One whose steps have no conditions. */
  RandomWorkflow(long seed) {
    this(seed, null, false);
  }

  private RandomWorkflow(long seed, @Nullable Random more, boolean races) {
    this.random = new Random(seed);
    this.more = more;
    this.races = races;
  }

  /** One of every type of step, of which some are skipped; its output depends on no order. */
  static RandomWorkflow whole(long seed) {
    return new RandomWorkflow(seed, new Random(~seed), false);
  }

  /** As {@link #whole}, with arms that are cancelled when another was faster. */
  static RandomWorkflow withRaces(long seed) {
    return new RandomWorkflow(seed, new Random(~seed), true);
  }

  /** As {@link #whole}; what was done is undone when the run fails. */
  static RandomWorkflow undone(long seed) {
    RandomWorkflow workflow = whole(seed);
    workflow.undoable = true;
    return workflow;
  }

  String text() {
    return "{steps: [%s]%s}".formatted(steps(DEPTH), undoable ? ", cancel: undo" : "");
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
    return more == null || more.nextInt(3) > 0
        ? ""
        : ", when: '${%d > 4}'".formatted(more.nextInt(9));
  }

  private String body(int depth, String id) {
    if (more != null && depth > 0 && more.nextInt(5) == 0) {
      return parallel(depth);
    }
    if (more != null && depth > 0 && more.nextInt(5) == 0) {
      return loop(depth);
    }
    if (more != null && more.nextInt(8) == 0) {
      return "run: other, with: {text: %s}, onCancel: %s"
          .formatted(id, more.nextBoolean() ? "leave" : "cancel");
    }
    if (more != null && depth > 0 && more.nextInt(4) == 0) {
      return handled(depth);
    }
    if (more != null && more.nextInt(6) == 0) {
      return await();
    }
    if (more != null && more.nextInt(10) == 0) {
      return ask();
    }
    if (more != null && more.nextInt(12) == 0) {
      return "script: 'export default () => 1'";
    }
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> call(id);
      case 1 -> "transform: {text: '${string(%d + 1)}'}".formatted(random.nextInt(9));
      case 2 -> "wait: 5s";
      case 3 -> branch(depth);
      default -> each(depth);
    };
  }

  // Which of time and message comes first, only a race may tell.
  private String await() {
    String name = races ? "s" + Objects.requireNonNull(more).nextInt(3) : "go";
    String late =
        races && Objects.requireNonNull(more).nextBoolean()
            ? ", timeout: 9s, onTimeout: 'null'"
            : "";
    return "await: {signal: %s}%s".formatted(name, late);
  }

  private String ask() {
    return races
        ? "ask: 'Sure?', due: 9s, remind: [3s], escalate: [{after: 6s, to: {roles: [admin]}}],"
            + " onDue: refuse"
        : "ask: 'Sure?'";
  }

  private String branch(int depth) {
    return "branch: [{when: \"${%d > 4}\", steps: [%s]}, {else: [%s]}]"
        .formatted(random.nextInt(9), steps(depth - 1), steps(depth - 1));
  }

  // Behind it stands a step that does not tell which arm was first.
  private String parallel(int depth) {
    String race = races ? ", need: 1, others: " + (random.nextBoolean() ? "cancel" : "finish") : "";
    String name = "p" + ids++;
    return "branch: [{else: [{id: %1$s, parallel: [{id: %1$sa, steps: [%2$s]}, {id: %1$sb, steps: [%3$s]}]%4$s}, {id: %1$sc, transform: '${%1$s.%1$sa}'}]}]"
        .formatted(name, steps(depth - 1), steps(depth - 1), race);
  }

  /** Its steps can be undone, those of its arms only by what is around. */
  private String handled(int depth) {
    boolean before = undoable;
    undoable = true;
    String body = steps(depth - 1);
    undoable = before;
    String arm = more().nextBoolean() ? "" : ", catch: [{steps: [%s]}]".formatted(steps(depth - 1));
    undoable = false;
    String last = more().nextBoolean() ? "" : ", finally: [%s]".formatted(steps(depth - 1));
    undoable = before;
    return "try: [%s]%s%s".formatted(body, arm, last);
  }

  private String call(String id) {
    String undo =
        undoable
            ? ", undo: [{id: %1$su, call: text.pii.mask, with: {text: '${string(%1$s)}'}}]"
                .formatted(id)
            : "";
    return "call: text.pii.mask, with: {text: %s}, retry: {max: 2}%s".formatted(id, undo);
  }

  private String loop(int depth) {
    String every = more().nextBoolean() ? "" : ", every: 1s";
    String name = "r" + ids++;
    return "loop: %d, as: %s, from: 0, next: '${%2$s + 1}', until: '${%2$s > %d}'%s, atMost: end, steps: [%s]"
        .formatted(1 + more().nextInt(4), name, more().nextInt(4), every, steps(depth - 1));
  }

  private Random more() {
    return Objects.requireNonNull(more);
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

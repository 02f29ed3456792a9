package io.auterity.workflow.graph;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The dependency order of the steps of a scope (topological order): which waits for which. */
final class StepOrder {

  private final int[] inDegree;
  private final int[][] successors;
  private final List<Integer> sequence;
  private final BitSet[] before;

  private StepOrder(List<List<Integer>> predecessors) {
    int size = predecessors.size();
    this.inDegree = predecessors.stream().mapToInt(List::size).toArray();
    this.successors = new int[size][];
    List<List<Integer>> following = following(predecessors);
    Arrays.setAll(
        successors, local -> following.get(local).stream().mapToInt(Integer::intValue).toArray());
    this.sequence = sequence();
    this.before = IntStream.range(0, size).mapToObj(i -> new BitSet()).toArray(BitSet[]::new);
    for (int local : sequence) {
      for (int earlier : predecessors.get(local)) {
        before[local].or(before[earlier]);
        before[local].set(earlier);
      }
    }
  }

  private static List<List<Integer>> following(List<List<Integer>> predecessors) {
    List<List<Integer>> following = new ArrayList<>();
    predecessors.forEach(p -> following.add(new ArrayList<>()));
    for (int local = 0; local < predecessors.size(); local++) {
      Integer later = local;
      predecessors.get(local).stream().distinct().forEach(p -> following.get(p).add(later));
    }
    return following;
  }

  /** The order of a scope; a reference to no step and a cycle are reported and left out. */
  static StepOrder of(List<Step> steps, List<Problem> problems) {
    List<List<Integer>> predecessors = new Predecessors(steps, problems).resolve();
    StepOrder order = new StepOrder(predecessors);
    if (order.sequence.size() < steps.size()) {
      new Cycle(steps, predecessors).report(problems);
    }
    return order;
  }

  int inDegree(int local) {
    return inDegree[local];
  }

  int[] successors(int local) {
    return successors[local];
  }

  /** All places, each behind those it waits for; the members of a cycle are missing. */
  List<Integer> inSequence() {
    return sequence;
  }

  /** Places that are certainly done when the step at a place starts. */
  BitSet before(int local) {
    return before[local];
  }

  private List<Integer> sequence() {
    int[] remaining = inDegree.clone();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int local = 0; local < remaining.length; local++) {
      if (remaining[local] == 0) {
        ready.add(local);
      }
    }
    List<Integer> done = new ArrayList<>();
    for (Integer local = ready.poll(); local != null; local = ready.poll()) {
      done.add(local);
      for (int successor : successors[local]) {
        if (--remaining[successor] == 0) {
          ready.add(successor);
        }
      }
    }
    return List.copyOf(done);
  }

  /** Turns {@code after} into places. */
  private record Predecessors(List<Step> steps, List<Problem> problems) {

    List<List<Integer>> resolve() {
      Map<String, Integer> locals = new HashMap<>();
      for (int local = 0; local < steps.size(); local++) {
        locals.put(steps.get(local).id(), local);
      }
      List<List<Integer>> all = new ArrayList<>();
      for (int local = 0; local < steps.size(); local++) {
        all.add(of(local, locals));
      }
      return all;
    }

    private List<Integer> of(int local, Map<String, Integer> locals) {
      Step.Head head = steps.get(local).head();
      if (head.after() == null) {
        return local == 0 ? List.of() : List.of(local - 1);
      }
      List<Integer> found = new ArrayList<>();
      for (String name : head.after()) {
        Integer place = locals.get(name);
        if (place == null) {
          problems.add(
              new Problem(
                  head.path() + ".after",
                  "there is no step '%s' in this scope".formatted(name),
                  Nearest.fix(name, locals.keySet())));
        } else if (!found.contains(place)) {
          found.add(place);
        }
      }
      return List.copyOf(found);
    }
  }

  /** Finds a cycle and names it as a path. */
  private record Cycle(List<Step> steps, List<List<Integer>> predecessors) {

    void report(List<Problem> problems) {
      List<Integer> path = new ArrayList<>();
      for (int local = 0; local < steps.size(); local++) {
        if (found(local, path, new BitSet())) {
          problems.add(problem(path));
          return;
        }
      }
    }

    private boolean found(int local, List<Integer> path, BitSet seen) {
      int at = path.indexOf(local);
      if (at >= 0) {
        path.subList(0, at).clear();
        return true;
      }
      if (seen.get(local)) {
        return false;
      }
      seen.set(local);
      path.add(local);
      for (int earlier : predecessors.get(local)) {
        if (found(earlier, path, seen)) {
          return true;
        }
      }
      path.removeLast();
      return false;
    }

    private Problem problem(List<Integer> path) {
      StringBuilder named = new StringBuilder();
      for (int local : path) {
        named.append(steps.get(local).id()).append(" waits for ");
      }
      Step first = steps.get(path.getFirst());
      return new Problem(
          first.head().path() + ".after",
          "a cycle: " + named + first.id(),
          "remove one of these references");
    }
  }
}

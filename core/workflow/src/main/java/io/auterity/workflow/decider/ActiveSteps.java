package io.auterity.workflow.decider;

import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The steps of a run that are under way, by what each is doing or waits for. */
record ActiveSteps(RunState state) {

  /** Those whose calls may be under way. */
  List<StepKey> calls() {
    List<StepKey> found = of(StepStatus::running);
    found.removeIf(step -> !(state.node(step) instanceof Node.Call));
    return found;
  }

  /** Those that wait for the ends of runs that they have started. */
  List<StepKey> awaiting() {
    return of(StepStatus.AWAITING::equals);
  }

  /** Those that hold no others. */
  List<StepKey> leaves() {
    List<StepKey> found = of(StepStatus::active);
    found.removeIf(step -> state.held(step) != null);
    return found;
  }

  /** Those that wait for messages, in the order in which they began to. */
  List<StepKey> asking() {
    TreeMap<Integer, StepKey> found = new TreeMap<>();
    asking(state.root, found);
    return List.copyOf(found.values());
  }

  /** Those that wait for signals, by their names, each in the order in which they began to. */
  Map<String, List<StepKey>> bySignal() {
    Map<String, List<StepKey>> found = new LinkedHashMap<>();
    for (StepKey step : asking()) {
      String signal = ((MessageWait) state.node(step)).signal();
      if (signal != null) {
        found.computeIfAbsent(signal, name -> new ArrayList<>()).add(step);
      }
    }
    return found;
  }

  private List<StepKey> of(Predicate<StepStatus> wanted) {
    List<StepKey> found = new ArrayList<>();
    find(state.root, wanted, found);
    return found;
  }

  private static void find(ScopeState scope, Predicate<StepStatus> wanted, List<StepKey> found) {
    for (int local = 0; local < scope.status.length; local++) {
      if (wanted.test(scope.status[local])) {
        found.add(scope.key(local));
      }
    }
    scope.held.values().forEach(held -> held.scopes().forEach(in -> find(in, wanted, found)));
  }

  private static void asking(ScopeState scope, Map<Integer, StepKey> found) {
    scope.questions.forEach((local, question) -> found.put(question.number(), scope.key(local)));
    scope.held.values().forEach(held -> held.scopes().forEach(in -> asking(in, found)));
  }
}

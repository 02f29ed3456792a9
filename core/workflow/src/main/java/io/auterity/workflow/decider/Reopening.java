package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run that is done again: some steps, what follows each of them in its scope, and
 * what follows the steps around it. What happened there before counts no more.
 */
public final class Reopening {

  private final int seq;
  private final RunEvent.Reopened event;
  private final Workflow workflow;
  private final List<Way> ways;

  /**
   * What an event reopens.
   *
   * @param seq number of the event in the journal
   */
  public Reopening(Workflow workflow, int seq, RunEvent.Reopened event) {
    this.workflow = workflow;
    this.seq = seq;
    this.event = event;
    this.ways = event.from().stream().map(this::way).toList();
  }

  /** The steps from one that is done again up to the run, by the numbers of their scopes. */
  private record Way(StepKey from, Map<Integer, Level> levels) {}

  /**
   * One scope on the way.
   *
   * @param again places of the steps that are done again
   * @param inner number of the next scope inwards, and its index; {@link Scope#NONE} for none
   */
  private record Level(Scope scope, IndexPath path, BitSet again, int inner, int index) {

    boolean holds(Scope other, IndexPath at) {
      return scope == other && path.equals(at.head(scope.depth()));
    }
  }

  private Way way(StepKey from) {
    Map<Integer, Level> levels = new HashMap<>();
    Node node = workflow.node(from.node());
    int inner = Scope.NONE;
    boolean many = false;
    while (true) {
      Scope scope = workflow.scopeOf(node);
      BitSet again = followers(scope, node.head().local());
      again.set(node.head().local(), inner == Scope.NONE);
      int index = many ? from.path().at(scope.depth()) : Scope.NONE;
      levels.put(
          scope.index(), new Level(scope, from.path().head(scope.depth()), again, inner, index));
      if (scope.owner() == Scope.NONE) {
        return new Way(from, levels);
      }
      inner = scope.index();
      node = workflow.node(scope.owner());
      many = scope.depth() > workflow.scopeOf(node).depth();
    }
  }

  private static BitSet followers(Scope scope, int local) {
    BitSet found = new BitSet(scope.size());
    Deque<Integer> left = new ArrayDeque<>(List.of(local));
    for (Integer next = left.poll(); next != null; next = left.poll()) {
      for (int successor : scope.successors(next)) {
        if (!found.get(successor)) {
          found.set(successor);
          left.add(successor);
        }
      }
    }
    return found;
  }

  /** Number of its event in the journal. */
  int seq() {
    return seq;
  }

  /** Whether the run had ended. */
  boolean over() {
    return event.over();
  }

  /** What a step is given in place of its own input; null for that. */
  @Nullable Json input(StepKey step) {
    Json given = event.input();
    if (given == null || event.from().isEmpty()) {
      return null;
    }
    return event.from().getFirst().sameButForRound(step) ? given : null;
  }

  /** Whether a step is done again, if it comes to be done at all. */
  boolean covers(StepKey step) {
    return ways.stream().anyMatch(way -> covers(way, step));
  }

  private boolean covers(Way way, StepKey step) {
    Node node = workflow.node(step.node());
    while (true) {
      Scope scope = workflow.scopeOf(node);
      Level level = way.levels().get(scope.index());
      if (level != null
          && level.holds(scope, step.path())
          && level.again().get(node.head().local())) {
        return true;
      }
      if (scope.owner() == Scope.NONE) {
        return false;
      }
      Node owner = workflow.node(scope.owner());
      if (follows(way, owner, scope, step.path())) {
        return true;
      }
      node = owner;
    }
  }

  // Another scope of a step around, which comes after the one on the way.
  private boolean follows(Way way, Node owner, Scope inner, IndexPath path) {
    Scope outer = workflow.scopeOf(owner);
    Level level = way.levels().get(outer.index());
    if (level == null || !level.holds(outer, path) || !owns(level, owner)) {
      return false;
    }
    int index = inner.depth() > outer.depth() ? path.at(outer.depth()) : Scope.NONE;
    return ((Compound) owner).follows(level.inner(), level.index(), inner.index(), index);
  }

  private boolean owns(Level level, Node owner) {
    return level.inner() != Scope.NONE && workflow.scope(level.inner()).owner() == owner.index();
  }

  /** Whether an event of before counts no more. */
  boolean covers(RunEvent of) {
    return switch (of) {
      case RunEvent.CancelRequested c -> true;
      case RunEvent.TimedOut t -> true;
      case RunEvent.OfStep ofStep ->
          covers(ofStep.step()) || ways.stream().anyMatch(way -> ends(way, ofStep));
      case RunEvent.Repaired r -> false;
      case RunEvent.Delivered d -> false;
      case RunEvent.Paused p -> false;
      case RunEvent.Resumed r -> false;
      case RunEvent.Reopened r -> false;
    };
  }

  // What a step around has come to since.
  private boolean ends(Way way, RunEvent.OfStep of) {
    Node node = workflow.node(of.step().node());
    Scope scope = workflow.scopeOf(node);
    Level level = way.levels().get(scope.index());
    if (level == null || !level.holds(scope, of.step().path()) || !owns(level, node)) {
      return false;
    }
    return switch (of) {
      case RunEvent.Completed c -> true;
      case RunEvent.Failed f -> true;
      case RunEvent.Abandoned a -> true;
      case RunEvent.Skipped s -> true;
      case RunEvent.Handled h -> node.scopes().getFirst() == level.inner();
      case RunEvent.Rounded(var s, int index, var carry) -> index > level.index();
      default -> false;
    };
  }
}

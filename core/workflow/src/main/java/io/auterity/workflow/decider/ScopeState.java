package io.auterity.workflow.decider;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of one scope of a run: the run itself, an item, or the arm of a branch. */
public final class ScopeState implements Bindings {

  final Scope scope;
  final IndexPath path;
  final @Nullable ScopeState parent;

  /** Place of the node that holds this scope in the parent's scope. */
  final int owner;

  final StepStatus[] status;
  final int[] remaining;
  final @Nullable Json[] outputs;

  /** When steps began, those first that are tried again. */
  final @Nullable Instant[] began;

  final Map<Integer, HeldScopes> held = new HashMap<>(2);
  final Map<Integer, Instant> timers = new HashMap<>(2);
  final Map<Integer, Integer> attempts = new HashMap<>(2);
  final Map<Integer, RunEvent.NotTaken> notTaken = new HashMap<>(2);

  /** Runs that steps under way have started. */
  final Map<Integer, UUID> children = new HashMap<>(2);

  /** What steps ask for that wait for messages. */
  final Map<Integer, Question> questions = new HashMap<>(2);

  /** Calls that may have happened. */
  final Map<Integer, StepDoubt> doubts = new HashMap<>(2);

  /** Steps that are not done. */
  int left;

  /** Steps that are under way. */
  int active;

  @Nullable ScopeFault fault;

  /** Whether it goes on where something around it has failed. */
  private boolean shielded;

  private final Bindings around;
  private final Reopenings reopenings;

  /** The outermost one of a run. */
  ScopeState(Scope scope, Bindings around, Reopenings reopenings) {
    this(scope, IndexPath.ROOT, null, Scope.NONE, around, reopenings);
  }

  ScopeState(Scope scope, IndexPath path, ScopeState parent, int owner, Bindings around) {
    this(scope, path, parent, owner, around, parent.reopenings);
  }

  private ScopeState(
      Scope scope,
      IndexPath path,
      @Nullable ScopeState parent,
      int owner,
      Bindings around,
      Reopenings reopenings) {
    this.reopenings = reopenings;
    this.scope = scope;
    this.path = path;
    this.parent = parent;
    this.owner = owner;
    this.around = around;
    this.left = scope.size();
    this.status = new StepStatus[left];
    Arrays.fill(status, StepStatus.PENDING);
    this.remaining = new int[left];
    Arrays.setAll(remaining, scope::inDegree);
    this.outputs = new Json[left];
    this.began = new Instant[left];
  }

  /** A step waits for messages, or waits on. */
  void ask(int local, Json asked, int number) {
    Question before = questions.get(local);
    questions.put(local, new Question(before == null ? number : before.number(), asked));
    timers.remove(local);
  }

  /** A call may have happened; where, was noted before it was made. */
  void doubt(int local, Failure reason) {
    StepDoubt before = doubts.get(local);
    doubts.put(local, new StepDoubt(reason, before == null ? null : before.provider(), null));
  }

  /** That the call may have happened before the attempt under way; null when there is no doubt. */
  @Nullable StepDoubt earlierDoubt(int local) {
    StepDoubt doubt = doubts.get(local);
    return doubt != null && status[local] == StepStatus.DISPATCHED ? doubt.before() : doubt;
  }

  /** The attempt under way did not happen; earlier ones may have all the same. */
  void notMade(int local) {
    StepDoubt earlier = earlierDoubt(local);
    if (earlier == null) {
      doubts.remove(local);
    } else {
      doubts.put(local, earlier);
    }
  }

  StepKey key(int local) {
    StepKey first = new StepKey(scope.node(local), path, 0);
    return reopenings.any() ? first.round(reopenings.round(first)) : first;
  }

  HeldScopes heldAt(int local) {
    return Objects.requireNonNull(held.get(local));
  }

  /** The scope as it was compiled. */
  public Scope scope() {
    return scope;
  }

  /** Index of the item that it belongs to. */
  public int index() {
    return path.at(path.depth() - 1);
  }

  /** Whether nothing of it is under way. */
  public boolean inactive() {
    return active == 0;
  }

  /** Whether something at or around it has failed, so that nothing new starts. */
  boolean stopping() {
    for (ScopeState at = this; at != null; at = at.shielded ? null : at.parent) {
      if (at.fault != null) {
        return true;
      }
    }
    return false;
  }

  /** Lets it go on where something around it has failed. */
  void shield() {
    shielded = true;
  }

  /** Whether it undoes a step, or is part of what does. */
  boolean undoes() {
    for (ScopeState at = this; at != null; at = at.parent) {
      if (at.scope.undoes() != Scope.NONE) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing in it moves by itself. */
  boolean idle() {
    for (int local = 0; local < status.length; local++) {
      if (status[local].active() && !idle(local)) {
        return false;
      }
    }
    return true;
  }

  private boolean idle(int local) {
    if (status[local].idle()) {
      return true;
    }
    HeldScopes inner = held.get(local);
    return inner != null && inner.idle();
  }

  /** When the first of the times comes that it waits for. */
  Optional<Instant> nextDue() {
    Stream<Instant> inner =
        held.values().stream()
            .flatMap(scopes -> scopes.scopes().stream())
            .flatMap(scope -> scope.nextDue().stream());
    return Stream.concat(timers.values().stream(), inner).min(Comparator.naturalOrder());
  }

  @Override
  public @Nullable Json get(String name) {
    Integer local = scope.local(name);
    return local == null ? around.get(name) : outputs[local];
  }

  /**
   * What a step asks for that waits for messages.
   *
   * @param number how many were asked before in the run
   */
  record Question(int number, Json asked) {}

  /**
   * Why a scope ends early.
   *
   * @param step what failed; null when the scope's own output could not be computed
   * @param asked how the run ends where a caller or a step asked for its end; null where none did
   */
  public record ScopeFault(
      @Nullable StepKey step, Failure failure, EngineCommand.@Nullable Ending asked) {

    EngineCommand.Ending ending() {
      return asked == null ? new EngineCommand.Ending.Failed(step, failure) : asked;
    }
  }
}

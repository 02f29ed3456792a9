package io.auterity.workflow.decider;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state of a run. Confined to its owner and changed by {@link Decider} alone. */
public final class RunState {

  private final Workflow workflow;
  private final Map<Integer, ItemCount> items = new HashMap<>();
  private final Map<UndoPlace, ScopeState> undoing = new HashMap<>();
  private final EventAdmission admission = new EventAdmission(this);
  private boolean paused;
  private int questions;
  final Reopenings reopenings;
  final ScopeState root;
  final StepAdvancer advancer = new StepAdvancer(this);
  final ActiveSteps steps = new ActiveSteps(this);
  final SuspectedCalls suspects = new SuspectedCalls();
  EngineCommand.@Nullable Finish finish;

  /**
   * A run that has not begun and is never reopened.
   *
   * @param around what expressions see besides steps: {@code input}, {@code run}, {@code tenant}
   */
  public RunState(Workflow workflow, Map<String, ? extends Json> around) {
    this(workflow, around, Reopenings.NONE);
  }

  /** A run that has not begun, of which these reopenings will be told. */
  public RunState(Workflow workflow, Map<String, ? extends Json> around, Reopenings reopenings) {
    this.workflow = workflow;
    this.reopenings = reopenings;
    Map<String, Json> names = Map.copyOf(around);
    this.root = new ScopeState(workflow.root(), names::get, reopenings);
  }

  /** The step of that key in the round in which it is. */
  public StepKey current(StepKey step) {
    return step.round(reopenings.round(step));
  }

  /** What a step is given in place of its own input; null for that. */
  public @Nullable Json given(StepKey step) {
    return reopenings.input(step);
  }

  /** How often it was reopened after its end, told or still to be. */
  public int reopened() {
    return reopenings.count();
  }

  public Workflow workflow() {
    return workflow;
  }

  /** How far a step over lists has come, all its executions together. */
  public ItemCount items(int each) {
    return items.getOrDefault(each, ItemCount.NONE);
  }

  /** Executions that have ended since it was last asked, of which no event tells. */
  public List<UntoldEnd> untoldEnds() {
    return advancer.untoldEnds();
  }

  void count(Node node, UnaryOperator<ItemCount> change) {
    items.put(node.index(), change.apply(items(node.index())));
  }

  /** How the run ended; empty while it is under way. */
  public Optional<EngineCommand.Ending> ending() {
    return Optional.ofNullable(finish).map(EngineCommand.Finish::ending);
  }

  /** Whether nothing has ended it or led to its end. */
  public boolean goesOn() {
    return finish == null && root.fault == null;
  }

  /**
   * When it has taken as long as it may; null when it may go on, or has ended.
   *
   * @param counted from when on its time counts
   */
  public @Nullable Instant deadline(Instant counted) {
    Duration limit = workflow.definition().timeout();
    return limit == null || !goesOn() ? null : counted.plus(limit);
  }

  /** A step has begun. One that is tried again has before. */
  public void started(StepKey step, Instant at) {
    ScopeState scope = find(step);
    if (scope != null && scope.began[local(step)] == null) {
      scope.began[local(step)] = at;
    }
  }

  /** When a step began that is under way; null where that is not known. */
  public @Nullable Instant began(StepKey step) {
    ScopeState scope = find(step);
    return scope == null || !scope.status[local(step)].active() ? null : scope.began[local(step)];
  }

  /** Repetitions of a step so far. */
  public int attempt(StepKey step) {
    ScopeState scope = find(step);
    return scope == null ? 0 : scope.attempts.getOrDefault(local(step), 0);
  }

  /** Tries of a step that were not taken; null when the last one was taken. */
  public RunEvent.@Nullable NotTaken notTaken(StepKey step) {
    ScopeState scope = find(step);
    return scope == null ? null : scope.notTaken.get(local(step));
  }

  /** Whether an event can happen now: what is recorded then is admitted again when it is read. */
  public boolean admits(RunEvent event) {
    return admission.admits(event);
  }

  /** Whether a call may have happened before, though the journal does not tell of it. */
  public boolean suspected(StepKey step) {
    return suspects.contains(step);
  }

  /** Calls that may be under way. */
  public List<StepKey> underWay() {
    return steps.calls();
  }

  /** Whether nothing new starts around a step, because something there has failed. */
  public boolean stopping(StepKey step) {
    ScopeState scope = find(step);
    return scope == null || scope.stopping();
  }

  /** Identity of the only provider that a call in doubt may have reached; null when not known. */
  public @Nullable String doubtedProvider(StepKey step) {
    ScopeState scope = find(step);
    StepDoubt doubt = scope == null ? null : scope.doubts.get(local(step));
    return doubt == null ? null : doubt.provider();
  }

  /** Whether a step is about to make its call or makes it. */
  public boolean calling(StepKey step) {
    return finish == null && status(step).running();
  }

  /** Why it is not known whether the call of a step happened; null when there is no doubt. */
  public @Nullable Failure doubt(StepKey step) {
    ScopeState scope = find(step);
    StepDoubt doubt = scope == null ? null : scope.doubts.get(local(step));
    return doubt == null ? null : doubt.reason();
  }

  /** Why the call of a step may have happened before the attempt under way; null if it did not. */
  public @Nullable Failure earlierDoubt(StepKey step) {
    ScopeState scope = find(step);
    StepDoubt doubt = scope == null ? null : scope.earlierDoubt(local(step));
    return doubt == null ? null : doubt.reason();
  }

  /** Whether a step waits for the end of that run. */
  public boolean awaits(StepKey step, UUID run) {
    ScopeState scope = find(step);
    return scope != null
        && scope.status[local(step)] == StepStatus.AWAITING
        && run.equals(scope.children.get(local(step)));
  }

  /** Whether a person is asked about a step. */
  public boolean inDoubt(StepKey step) {
    return status(step) == StepStatus.IN_DOUBT;
  }

  int nextQuestion() {
    return questions++;
  }

  /** The request of a step that waits for messages; null when it waits for none. */
  public @Nullable Json request(StepKey step) {
    ScopeState scope = find(step);
    ScopeState.Question question = scope == null ? null : scope.questions.get(local(step));
    return question == null ? null : question.asked();
  }

  /** What a step asks people; null when it asks none. */
  public Json.@Nullable Obj approval(StepKey step) {
    return node(step).type() == StepType.ASK && request(step) instanceof Json.Obj approval
        ? approval
        : null;
  }

  /** When the time comes that a step waits for; null when it waits for none. */
  public @Nullable Instant due(StepKey step) {
    ScopeState scope = find(step);
    return scope == null ? null : scope.timers.get(local(step));
  }

  /** The steps that wait for messages, in the order in which they began to. */
  public List<StepKey> asking() {
    return steps.asking();
  }

  /** The steps that wait for signals, by their names, each in the order in which they began to. */
  public Map<String, List<StepKey>> awaited() {
    return steps.bySignal();
  }

  /** Whether a step has begun and not ended. */
  boolean active(StepKey step) {
    return status(step).active();
  }

  private StepStatus status(StepKey step) {
    ScopeState scope = find(step);
    return scope == null ? StepStatus.STOPPED : scope.status[local(step)];
  }

  /**
   * When the first of the times that the run waits for comes; empty when it waits for none, or is
   * paused.
   */
  public Optional<Instant> nextDue() {
    return paused ? Optional.empty() : root.nextDue();
  }

  /** Whether it is paused, so that nothing of it starts. */
  public boolean paused() {
    return paused;
  }

  void paused(boolean now) {
    paused = now;
  }

  /** Whether nothing but time, a person or a message can move the run on. */
  public boolean waiting() {
    return finish == null && root.idle();
  }

  /** Least time between the starts of two items of a step. */
  public Duration pace(StepKey step) {
    HeldScopes held = held(step);
    return held == null ? Duration.ZERO : held.pace();
  }

  /** The scopes that a step under way holds; null when it holds none. */
  @Nullable HeldScopes held(StepKey step) {
    ScopeState scope = find(step);
    return scope == null ? null : scope.held.get(local(step));
  }

  /** Where a step is undone. */
  private record UndoPlace(int scope, IndexPath path) {}

  /** A scope that undoes a step begins, or is over. */
  void undoing(ScopeState inner, boolean begins) {
    UndoPlace place = new UndoPlace(inner.scope.index(), inner.path);
    if (begins) {
      undoing.put(place, inner);
    } else {
      undoing.remove(place);
    }
  }

  /** Whether a step is part of what undoes another. */
  public boolean undoes(StepKey step) {
    ScopeState scope = find(step);
    return scope != null && scope.undoes();
  }

  /** Whether a step would be undone if it happened. */
  public boolean undoable(StepKey step) {
    return node(step).head().undo() != null;
  }

  /** Whether the end that was asked for leaves what was done as it is. */
  boolean leavesDone() {
    ScopeFault fault = root.fault;
    return fault != null
        && switch (fault.asked()) {
          case null -> false;
          case EngineCommand.Ending.Succeeded s -> true;
          case EngineCommand.Ending.Failed f ->
              f.step() == null && !workflow.definition().undoOnCancel();
          case EngineCommand.Ending.Cancelled c -> !workflow.definition().undoOnCancel();
        };
  }

  Node node(StepKey step) {
    return workflow.node(step.node());
  }

  int local(StepKey step) {
    return node(step).head().local();
  }

  /** What the expressions of a step see; null when its scope is over. */
  @Nullable Bindings bindings(StepKey step) {
    return find(step);
  }

  /** The scope of a step; null when it is over or has not begun. */
  @Nullable ScopeState find(StepKey step) {
    return find(workflow.scopeOf(node(step)), step.path());
  }

  private @Nullable ScopeState find(Scope scope, IndexPath path) {
    if (scope.owner() == Scope.NONE) {
      return root;
    }
    if (scope.undoes() != Scope.NONE) {
      return undoing.get(new UndoPlace(scope.index(), path.head(scope.depth())));
    }
    Node owner = workflow.node(scope.owner());
    ScopeState parent = find(workflow.scopeOf(owner), path);
    if (parent == null) {
      return null;
    }
    HeldScopes held = parent.held.get(owner.head().local());
    return held == null ? null : held.at(scope, path);
  }
}

package io.auterity.workflow.decider;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state of a run. Confined to its owner and changed by {@link Decider} alone. */
public final class RunState {

  private final Workflow workflow;
  private final Reopenings reopenings;
  private final Map<Integer, ItemCount> items = new HashMap<>();
  private final Set<StepKey> suspects = new HashSet<>();
  private final Set<StepKey> answered = new HashSet<>();
  private final Map<UndoPlace, ScopeState> undoing = new HashMap<>();
  private boolean blind;
  private boolean paused;
  private int questions;
  final ScopeState root;
  final StepAdvancer advancer = new StepAdvancer(this);
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
    return finish == null
        && switch (event) {
          case RunEvent.CancelRequested c -> root.fault == null;
          case RunEvent.TimedOut t -> root.fault == null;
          case RunEvent.Paused p -> root.fault == null && !paused;
          case RunEvent.Resumed r -> paused;
          case RunEvent.Reopened r -> reopenings.any();
          case RunEvent.Repaired r -> true;
          case RunEvent.Delivered d -> true;
          case RunEvent.OfStep ofStep -> admits(ofStep);
        };
  }

  private boolean admits(RunEvent.OfStep event) {
    Node node = node(event.step());
    ScopeState scope = find(event.step());
    if (scope == null || event.step().round() != current(event.step()).round()) {
      return false;
    }
    int local = node.head().local();
    StepStatus status = scope.status[local];
    HeldScopes held = scope.held.get(local);
    return switch (event) {
      case RunEvent.ItemDue(var s, int index) -> !paused && held != null && held.awaits(index);
      case RunEvent.TimerFired f ->
          !paused && (status == StepStatus.WAITING || status == StepStatus.RETRYING);
      case RunEvent.TimerSet t ->
          begins(node, status, Beginning.Timer.class)
              || (status == StepStatus.STARTED && held != null && held.delayed());
      case RunEvent.Asked a ->
          status == StepStatus.ASKED || begins(node, status, Beginning.Question.class);
      case RunEvent.Chosen c -> begins(node, status, Beginning.Arm.class) && held == null;
      case RunEvent.Expanded e -> begins(node, status, Beginning.Items.class) && held == null;
      case RunEvent.Dispatched d -> status == StepStatus.STARTED && node instanceof Node.Call;
      case RunEvent.Unsent u -> status == StepStatus.DISPATCHED;
      case RunEvent.Retrying r -> called(status) && node instanceof Node.Call;
      case RunEvent.InDoubt d ->
          node instanceof Node.Call && (called(status) || (status.again() && scope.stopping()));
      case RunEvent.Repeated r -> status == StepStatus.IN_DOUBT || status == StepStatus.DISPATCHED;
      case RunEvent.ChildBegun c -> begins(node, status, Beginning.Child.class);
      case RunEvent.Rounded r -> held != null && held.announced(r);
      case RunEvent.Handled h -> held != null && held.announced(h);
      case RunEvent.Completed c -> ends(status, held, c);
      case RunEvent.Failed f -> ends(status, held, f);
      case RunEvent.Skipped s -> status.active() && held == null;
      case RunEvent.Abandoned a ->
          status.active() && (held == null || held.scopes().isEmpty()) && scope.stopping();
    };
  }

  private static boolean ends(StepStatus status, @Nullable HeldScopes held, RunEvent.OfStep event) {
    return (called(status) && (held == null || held.announced(event)))
        || status == StepStatus.IN_DOUBT
        || status == StepStatus.AWAITING
        || status == StepStatus.ASKED;
  }

  private static boolean begins(Node node, StepStatus status, Class<? extends Beginning> how) {
    return status == StepStatus.STARTED && node.begins() == how;
  }

  private static boolean called(StepStatus status) {
    return status == StepStatus.STARTED || status == StepStatus.DISPATCHED;
  }

  /** Calls may have happened that the journal does not tell of. */
  void suspect(RunEvent.Repaired repaired) {
    answered.removeAll(repaired.doubts());
    suspects.addAll(repaired.doubts());
    blind |= repaired.blind();
  }

  /** A person has said the outcome of the call of a step, or it came to an end. */
  void answered(RunEvent.OfStep event) {
    if ((blind || suspects.contains(event.step()))
        && (event instanceof RunEvent.Repeated || event instanceof RunEvent.Retrying)) {
      answered.add(event.step());
    }
  }

  /** Whether a call may have happened before, though the journal does not tell of it. */
  public boolean suspected(StepKey step) {
    return (blind || suspects.contains(step)) && !answered.contains(step);
  }

  /** Calls that may be under way. */
  public List<StepKey> underWay() {
    List<StepKey> found = new ArrayList<>();
    underWay(root, found);
    return found;
  }

  private void underWay(ScopeState scope, List<StepKey> found) {
    for (int local = 0; local < scope.status.length; local++) {
      if (called(scope.status[local])
          && workflow.node(scope.scope.node(local)) instanceof Node.Call) {
        found.add(scope.key(local));
      }
    }
    scope.held.values().forEach(held -> held.scopes().forEach(inner -> underWay(inner, found)));
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
    return finish == null && called(status(step));
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

  /** What a step asks for that waits for messages; null when it waits for none. */
  public @Nullable Json asked(StepKey step) {
    ScopeState scope = find(step);
    ScopeState.Question question = scope == null ? null : scope.questions.get(local(step));
    return question == null ? null : question.asked();
  }

  /** What a step asks people; null when it asks none. */
  public Json.@Nullable Obj approval(StepKey step) {
    return node(step).type() == StepType.ASK && asked(step) instanceof Json.Obj approval
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
    TreeMap<Integer, StepKey> found = new TreeMap<>();
    asking(root, found);
    return List.copyOf(found.values());
  }

  private static void asking(ScopeState scope, Map<Integer, StepKey> found) {
    scope.questions.forEach((local, question) -> found.put(question.number(), scope.key(local)));
    scope.held.values().forEach(held -> held.scopes().forEach(inner -> asking(inner, found)));
  }

  /** The steps that wait for signals, by their names, each in the order in which they began to. */
  public Map<String, List<StepKey>> awaited() {
    Map<String, List<StepKey>> awaited = new LinkedHashMap<>();
    for (StepKey step : asking()) {
      String signal = ((MessageWait) node(step)).signal();
      if (signal != null) {
        awaited.computeIfAbsent(signal, name -> new ArrayList<>()).add(step);
      }
    }
    return awaited;
  }

  /** Whether a step has begun and not ended. */
  boolean active(StepKey step) {
    return status(step).active();
  }

  /** Steps that wait for the ends of runs that they have started. */
  List<StepKey> awaiting() {
    List<StepKey> found = new ArrayList<>();
    find(root, StepStatus.AWAITING::equals, found);
    return found;
  }

  /** Steps under way that hold no others. */
  List<StepKey> leaves() {
    List<StepKey> found = new ArrayList<>();
    find(root, StepStatus::active, found);
    found.removeIf(step -> held(step) != null);
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

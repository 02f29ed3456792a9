package io.auterity.workflow.decider;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of a step that holds scopes and is under way: which scopes there are, and what becomes
 * of the step when they end. Each type of such a step has its own rules.
 */
public abstract class HeldScopes {

  private final Place place;

  /** What the journal is to say next; null when nothing was announced. */
  private RunEvent.@Nullable OfStep announced;

  protected HeldScopes(Place place) {
    this.place = place;
  }

  /**
   * Where the step stands.
   *
   * @param scope that the step belongs to
   * @param local its place there
   */
  public record Place(StepAdvancer advancer, ScopeState scope, int local) {

    StepKey key() {
      return scope.key(local);
    }
  }

  /** The scopes under way; one that is taken out is over. */
  protected abstract Collection<ScopeState> scopes();

  /** The scope under way that holds the steps of a path; null when there is none. */
  protected abstract @Nullable ScopeState at(Scope scope, IndexPath path);

  /** Starts what can start. */
  protected abstract void begin();

  /** A scope has ended well. */
  protected abstract void exported(ScopeState inner, Json value);

  /**
   * A scope has ended otherwise.
   *
   * @param fault of that scope; null when it was stopped from outside
   */
  protected abstract void ended(ScopeState inner, @Nullable ScopeFault fault);

  /**
   * Gives up what only time or a person would end.
   *
   * @param stop does so in one scope
   * @return whether nothing is left under way
   */
  protected boolean stop(Consumer<ScopeState> stop) {
    List.copyOf(scopes()).forEach(stop);
    scopes().removeIf(ScopeState::inactive);
    return scopes().isEmpty();
  }

  /**
   * Takes up what was under way when the process ended.
   *
   * @param inner does so in one scope
   */
  protected void resume(Consumer<ScopeState> inner) {
    List.copyOf(scopes()).forEach(inner);
    if (announced != null) {
      command(new EngineCommand.Announce(announced));
    }
  }

  /** The run is paused: no item begins. */
  protected void pause() {}

  /** The run is paused no more. */
  protected void unpause() {}

  /**
   * Takes what is to be undone when the step fails; false when the step undoes nothing.
   *
   * @param inner the scope in which it was done
   */
  protected boolean undoes(ScopeState inner, UndoEntry entry) {
    return false;
  }

  /** Whether nothing in it moves by itself. */
  protected boolean idle() {
    return scopes().stream().allMatch(ScopeState::idle);
  }

  /** The journal says what was announced; the output of the step is none of that. */
  protected void said(RunEvent.OfStep event) {
    throw new IllegalStateException("not announced: " + event);
  }

  /** Whether it waits for a time of its own. */
  protected boolean delayed() {
    return false;
  }

  /** The time has come that it waited for. */
  protected void timeCame() {
    throw new IllegalStateException("waits for no time");
  }

  /** Whether the item of that index is the one whose time is awaited. */
  protected boolean awaits(int index) {
    return false;
  }

  /** The time has come at which the awaited item may start. */
  protected void due(int index) {}

  /** Least time between the starts of two items. */
  protected Duration pace() {
    return Duration.ZERO;
  }

  /** Whether an item of that index may have begun, though no event tells of it. */
  protected boolean untold(int index) {
    return false;
  }

  /** An item of that index has begun, though no event told of it. */
  protected void told(int index) {}

  protected final StepKey key() {
    return place.key();
  }

  /** What the step itself sees. */
  protected final Bindings around() {
    return place.scope();
  }

  /** How many indexes lead to the step. */
  protected final int depth() {
    return place.scope().path.depth();
  }

  /** Path of the scope that the step belongs to. */
  protected final IndexPath path() {
    return place.scope().path;
  }

  /** Whether something at or around the step has failed, so that nothing new starts. */
  protected final boolean stopping() {
    return place.scope().stopping();
  }

  /** Whether the run is paused. */
  protected final boolean paused() {
    return place.advancer().state().paused();
  }

  /** Whether the step is still under way. */
  protected final boolean underWay() {
    return place.scope().held.containsKey(place.local());
  }

  /** Makes a scope, of which nothing has started. */
  protected final ScopeState open(int scope, IndexPath path, Bindings around) {
    Scope found = place.advancer().state().workflow().scope(scope);
    return new ScopeState(found, path, place.scope(), place.local(), around);
  }

  /** Makes a scope that goes on where something around the step has failed. */
  protected final ScopeState openAlways(int scope) {
    ScopeState inner = open(scope, path(), around());
    inner.shield();
    return inner;
  }

  /** Makes the scope that undoes a step. */
  protected final ScopeState openUndo(UndoEntry entry) {
    int undo = Objects.requireNonNull(place.advancer().undo(entry.scope(), entry.local()));
    ScopeState inner = open(undo, entry.scope().path, entry.scope());
    inner.shield();
    place.advancer().state().undoing(inner, true);
    return inner;
  }

  /** The scope that undid a step is over. */
  protected final void closeUndo(ScopeState inner) {
    place.advancer().state().undoing(inner, false);
  }

  /** Hands what is to be undone to the {@code try} around the step. */
  protected final void undoable(UndoEntry entry) {
    place.advancer().undoable(place.scope(), entry);
  }

  /** Whether the end that a caller or a step asked for leaves what was done as it is. */
  protected final boolean leavesDone() {
    return place.advancer().state().leavesDone();
  }

  /** A step as people see it. */
  protected final String text(StepKey step) {
    return step.text(place.advancer().state().workflow());
  }

  /** Starts what can start in a scope. */
  protected final void start(ScopeState inner) {
    place.advancer().startReady(inner);
  }

  protected final void command(EngineCommand command) {
    place.advancer().command(command);
  }

  protected final void count(Node node, UnaryOperator<ItemCount> change) {
    place.advancer().state().count(node, change);
  }

  /** Gives up a scope that is no longer needed; calls under way are told to end. */
  protected final void cancel(ScopeState inner) {
    place.advancer().cancel(inner);
  }

  /**
   * Has the journal say what the step has come to, as its scopes do not tell it. Nothing of it is
   * under way until then.
   */
  protected final void announce(RunEvent.OfStep event) {
    announced = event;
    command(new EngineCommand.Announce(event));
  }

  /** Whether that event was announced, or says that what was announced cannot be kept. */
  final boolean announced(RunEvent.OfStep event) {
    return announced != null
        && (announced.getClass() == event.getClass() || event instanceof RunEvent.Failed);
  }

  /** What was announced has been said. */
  final void take(RunEvent.OfStep event) {
    announced = null;
    said(event);
  }

  /** The step is done, as its scopes tell. */
  protected final void done(Json value) {
    place.advancer().done(place.scope(), place.local(), value);
  }

  /** The step has failed. */
  protected final void failed(ScopeFault fault) {
    place.advancer().failed(place.scope(), place.local(), fault);
  }

  /** The step was stopped from outside and nothing of it is left under way. */
  protected final void stopped() {
    place.advancer().abandon(place.scope(), place.local());
  }

  /** Whether the step is being stopped from outside; with the last of its scopes it is stopped. */
  protected final boolean endsStopping() {
    boolean stopping = stopping();
    if (stopping && scopes().isEmpty()) {
      stopped();
    }
    return stopping;
  }
}

package io.auterity.workflow.step;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.HeldScopes;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.ScopeState;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.UndoEntry;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.graph.StepReader;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step that handles the failure of its body (exception handling, saga): what was done is undone,
 * newest first, then the first arm that fits makes a value of the failure, and what is to be done
 * in any case is done last. All but the arms also happens when the run is cancelled or something
 * around the step has failed.
 *
 * @param arms the handlers; the label of each is the condition under which it is taken
 * @param last what is done in any case; null for nothing
 */
record TryStep(Step.Head head, Body body, List<Body> arms, @Nullable Body last) implements Step {

  static final StepKind KIND =
      new StepKind(StepType.TRY, Set.of("catch", "finally", "output"), TryStep::read);

  /** Name of the failure in an arm. */
  private static final String ERROR = "error";

  private static final ValueType ERROR_TYPE =
      Struct.required(
          Map.of(
              "code",
              Scalar.TEXT,
              "message",
              Scalar.TEXT,
              "step",
              Scalar.TEXT,
              "applied",
              Scalar.TEXT,
              "retryable",
              Scalar.BOOL,
              "fields",
              new MapOf(Scalar.TEXT)));

  TryStep {
    arms = List.copyOf(arms);
  }

  // A workflow with one of these fields is read as such a step too: its body is its steps.
  private static TryStep read(Step.Head head, DefinitionPart part, StepReader inner) {
    return new TryStep(
        head,
        inner.body(part, part.has("try") ? "try" : "steps", Json.of("try")),
        part.has("catch") ? arms(part, inner) : List.of(),
        part.has("finally") ? inner.bare(part, "finally") : null);
  }

  private static List<Body> arms(DefinitionPart part, StepReader inner) {
    List<Body> arms = new ArrayList<>();
    List<DefinitionPart> parts = part.parts("catch");
    for (int i = 0; i < parts.size(); i++) {
      DefinitionPart arm = parts.get(i);
      arm.only(Set.of("when", "steps", "output"));
      if (!arm.has("when") && i < parts.size() - 1) {
        arm.wrong("when", "an arm without a condition stands last", "give it one, or move it");
      }
      arms.add(inner.body(arm, "steps", arm.get("when")));
    }
    return arms;
  }

  @Override
  public StepType type() {
    return StepType.TRY;
  }

  @Override
  public boolean inArms() {
    return true;
  }

  @Override
  public Outline outline() {
    List<String> parts = new ArrayList<>();
    if (!arms.isEmpty()) {
      parts.add("catch");
    }
    if (last != null) {
      parts.add("finally");
    }
    return new Outline(String.join(", ", parts), null, null, false);
  }

  @Override
  public List<Body> bodies() {
    return Stream.of(Stream.of(body), arms.stream(), Stream.ofNullable(last))
        .flatMap(bodies -> bodies)
        .toList();
  }

  @Override
  public ValueType compile(StepCompilation at) {
    List<ValueType> types = new ArrayList<>();
    types.add(at.handled(body));
    List<Arm> handlers = new ArrayList<>();
    for (Body arm : arms) {
      Json when = arm.label();
      types.add(at.once(arm, Map.of(ERROR, ERROR_TYPE)));
      Expression fits =
          when == null
              ? null
              : at.seeing(Map.of(ERROR, ERROR_TYPE)).condition(arm.path() + ".when", when);
      handlers.add(new Arm(fits, at.number(arm)));
    }
    if (last != null) {
      at.always(last);
    }
    at.add(
        new Try(at.head(), at.number(body), handlers, last == null ? Scope.NONE : at.number(last)));
    return ValueType.common(types);
  }

  /** A handler and the number of its scope. */
  private record Arm(@Nullable Expression when, int scope) {}

  /**
   * Runs a scope and handles its failure.
   *
   * @param body number of that scope
   * @param last number of the scope that runs in any case, or {@link Scope#NONE}
   */
  private record Try(Node.Head head, int body, List<Arm> arms, int last) implements Compound {

    @Override
    public StepType type() {
      return StepType.TRY;
    }

    @Override
    public List<Integer> scopes() {
      Stream<Integer> handlers = arms.stream().map(Arm::scope);
      Stream<Integer> always = Stream.of(last).filter(scope -> scope != Scope.NONE);
      return Stream.of(Stream.of(body), handlers, always).flatMap(all -> all).toList();
    }

    @Override
    public Json input(Bindings bindings) {
      return Json.NULL;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return new Beginning.Items(1);
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Items.class;
    }

    @Override
    public boolean follows(int scope, int index, int other, int otherIndex) {
      return scopes().indexOf(other) > scopes().indexOf(scope);
    }

    @Override
    public HeldScopes hold(HeldScopes.Place place, int count) {
      return new Attempt(place, this);
    }

    @Override
    public @Nullable Json local(
        String name, Bindings around, IndexPath path, int depth, History history) {
      return name.equals(ERROR)
          ? history.handled().map(RunEvent.Handled::error).orElse(null)
          : null;
    }
  }

  private enum Stage {
    BODY,
    UNDO,
    CATCH,
    FINALLY
  }

  /** The body under way, or what follows from its end: one scope at a time. */
  private static final class Attempt extends HeldScopes {

    private final Try node;
    private final List<ScopeState> current = new ArrayList<>(1);
    private final Deque<UndoEntry> done = new ArrayDeque<>();
    private Stage stage = Stage.BODY;
    private Json value = Json.NULL;
    private @Nullable ScopeFault fault;

    /** Whether it is being stopped from outside at this moment, and whether that has ended it. */
    private boolean halting;

    private boolean halted;

    Attempt(Place place, Try node) {
      super(place);
      this.node = node;
    }

    @Override
    protected Collection<ScopeState> scopes() {
      return current;
    }

    @Override
    protected @Nullable ScopeState at(Scope scope, IndexPath path) {
      return !current.isEmpty() && current.getFirst().scope() == scope ? current.getFirst() : null;
    }

    @Override
    protected void begin() {
      run(Stage.BODY, open(node.body(), path(), around()));
    }

    private void run(Stage next, ScopeState inner) {
      stage = next;
      current.add(inner);
      start(inner);
    }

    @Override
    protected boolean undoes(ScopeState inner, UndoEntry entry) {
      boolean own = stage == Stage.BODY;
      if (own) {
        done.addLast(entry);
      }
      return own;
    }

    @Override
    protected void exported(ScopeState inner, Json output) {
      current.clear();
      switch (stage) {
        case BODY, CATCH -> {
          value = output;
          fault = null;
          last();
        }
        case UNDO -> undone(inner);
        case FINALLY -> end();
      }
    }

    @Override
    protected void ended(ScopeState inner, @Nullable ScopeFault innerFault) {
      current.clear();
      switch (stage) {
        case BODY -> {
          fault = innerFault;
          undo();
        }
        case UNDO -> undone(inner);
        case CATCH -> {
          fault = innerFault;
          last();
        }
        case FINALLY -> {
          fault = fault == null ? innerFault : fault;
          end();
        }
      }
    }

    private void undone(ScopeState inner) {
      closeUndo(inner);
      undo();
    }

    // Newest first.
    private void undo() {
      if (leavesDone()) {
        done.clear();
      }
      if (!done.isEmpty()) {
        run(Stage.UNDO, openUndo(done.removeLast()));
      } else if (fault == null || stopping()) {
        last();
      } else {
        handle(fault);
      }
    }

    private void handle(ScopeFault failed) {
      Json error = error(failed);
      Bindings outer = around();
      Bindings names = name -> name.equals(ERROR) ? error : outer.get(name);
      try {
        for (int arm = 0; arm < node.arms().size(); arm++) {
          Expression when = node.arms().get(arm).when();
          if (when == null || when.test(names)) {
            announce(new RunEvent.Handled(key(), arm, error));
            return;
          }
        }
      } catch (EvaluationException e) {
        Failure failure = Failure.of(FailureCode.INVALID, "catch: " + e.getMessage());
        fault = new ScopeFault(key(), failure, null);
      }
      last();
    }

    private Json error(ScopeFault failed) {
      Failure failure = failed.failure();
      StepKey step = failed.step();
      return Json.EMPTY
          .with("code", Json.of(failure.code().wire()))
          .with("message", Json.of(failure.message()))
          .with("step", Json.of(step == null ? "" : text(step)))
          .with("applied", Json.of(failure.applied().wire()))
          .with("retryable", Json.of(failure.retryable()))
          .with("fields", StoredJson.texts(failure.fields()));
    }

    @Override
    protected void said(RunEvent.OfStep event) {
      RunEvent.Handled handled = (RunEvent.Handled) event;
      Bindings outer = around();
      run(
          Stage.CATCH,
          open(
              node.arms().get(handled.arm()).scope(),
              path(),
              name -> name.equals(ERROR) ? handled.error() : outer.get(name)));
    }

    private void last() {
      if (node.last() == Scope.NONE) {
        end();
      } else {
        run(Stage.FINALLY, openAlways(node.last()));
      }
    }

    private void end() {
      done.forEach(this::undoable);
      done.clear();
      if (halting) {
        halted = true;
      } else if (stopping()) {
        stopped();
      } else if (fault != null) {
        failed(fault);
      } else {
        announce(new RunEvent.Completed(key(), value));
      }
    }

    @Override
    protected boolean stop(Consumer<ScopeState> stop) {
      if (stage == Stage.UNDO || stage == Stage.FINALLY) {
        return current.isEmpty();
      }
      current.forEach(stop);
      if (current.isEmpty() || !current.getFirst().inactive()) {
        return current.isEmpty();
      }
      current.clear();
      halting = true;
      if (stage == Stage.BODY) {
        undo();
      } else {
        last();
      }
      halting = false;
      return halted;
    }
  }
}

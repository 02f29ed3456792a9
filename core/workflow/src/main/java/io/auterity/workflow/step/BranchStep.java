package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.HeldScopes;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.ScopeState;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.graph.StepReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step that takes the first arm whose condition holds.
 *
 * @param bodies its arms; the last has no condition and is taken when no other is
 */
record BranchStep(Step.Head head, List<Body> bodies) implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.BRANCH,
          Set.of(),
          (head, part, inner) -> new BranchStep(head, arms(part, inner)));

  BranchStep {
    bodies = List.copyOf(bodies);
  }

  private static List<Body> arms(DefinitionPart part, StepReader inner) {
    List<Body> arms = new ArrayList<>();
    List<DefinitionPart> parts = part.parts("branch");
    for (int i = 0; i < parts.size(); i++) {
      arms.add(arm(parts.get(i), i == parts.size() - 1, inner));
    }
    return arms;
  }

  private static Body arm(DefinitionPart part, boolean last, StepReader inner) {
    if (part.has("else")) {
      part.only(Set.of("else", "output"));
      if (!last) {
        part.wrong("else", "stands last", "move it behind the other arms");
      }
      return inner.body(part, "else");
    }
    part.only(Set.of("when", "steps", "output"));
    if (last) {
      inner.report(
          new Problem(part.path(), "a branch ends with an 'else' arm", "add - {else: [...]}"));
    }
    return inner.body(part, "steps", part.value("when"));
  }

  @Override
  public StepType type() {
    return StepType.BRANCH;
  }

  @Override
  public boolean inArms() {
    return true;
  }

  @Override
  public Outline outline() {
    return new Outline("%d arms".formatted(bodies.size()), null, null, false);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    List<Arm> arms = new ArrayList<>();
    List<ValueType> types = new ArrayList<>();
    for (Body arm : bodies) {
      Json when = arm.label();
      arms.add(
          new Arm(
              when == null ? null : at.templates().condition(arm.path() + ".when", when),
              at.number(arm)));
      types.add(at.once(arm));
    }
    at.add(new Branch(at.head(), arms));
    return ValueType.common(types);
  }

  /** A way of a branch and the number of its scope. */
  private record Arm(@Nullable Expression when, int scope) {}

  private record Branch(Node.Head head, List<Arm> arms) implements Compound {

    @Override
    public StepType type() {
      return StepType.BRANCH;
    }

    @Override
    public List<Integer> scopes() {
      return arms.stream().map(Arm::scope).toList();
    }

    @Override
    public Json input(Bindings bindings) {
      return Json.NULL;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      for (int arm = 0; arm < arms.size(); arm++) {
        Expression when = arms.get(arm).when();
        if (when == null || when.test(bindings)) {
          return new Beginning.Arm(arm);
        }
      }
      throw new IllegalStateException("a branch without else: " + id());
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Arm.class;
    }

    @Override
    public HeldScopes hold(HeldScopes.Place place, int arm) {
      return new TakenArm(place, arms.get(arm).scope());
    }

    @Override
    public @Nullable Json output(IndexPath path, int arm, Exports exports) {
      return exports.of(arms.get(arm).scope(), path);
    }
  }

  /** The arm that is taken. */
  private static final class TakenArm extends HeldScopes {

    private final ScopeState inner;

    TakenArm(Place place, int scope) {
      super(place);
      this.inner = open(scope, path(), around());
    }

    @Override
    protected List<ScopeState> scopes() {
      return List.of(inner);
    }

    @Override
    protected @Nullable ScopeState at(Scope scope, IndexPath path) {
      return inner.scope() == scope ? inner : null;
    }

    @Override
    protected void begin() {
      start(inner);
    }

    @Override
    protected void exported(ScopeState arm, Json value) {
      done(value);
    }

    @Override
    protected void ended(ScopeState arm, @Nullable ScopeFault fault) {
      if (fault == null || stopping()) {
        stopped();
      } else {
        failed(fault);
      }
    }

    @Override
    protected boolean stop(Consumer<ScopeState> stop) {
      stop.accept(inner);
      return inner.inactive();
    }
  }
}

package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.HeldScopes;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step that runs arms side by side, until enough of them have ended well.
 *
 * @param arms their ids
 * @param bodies their steps, in the same order
 * @param need how many must end well
 */
record ParallelStep(Step.Head head, List<String> arms, List<Body> bodies, int need, Others others)
    implements Step {

  static final StepKind KIND =
      new StepKind(StepType.PARALLEL, Set.of("need", "others"), ParallelStep::read);

  /** Name of the arm that ended first, in the value of the step. */
  private static final String FIRST = "first";

  /** What becomes of arms that are no longer needed. */
  enum Others {
    CANCEL,
    FINISH
  }

  ParallelStep {
    arms = List.copyOf(arms);
    bodies = List.copyOf(bodies);
  }

  private static ParallelStep read(Step.Head head, DefinitionPart part, StepReader inner) {
    List<String> arms = new ArrayList<>();
    List<Body> bodies = new ArrayList<>();
    for (DefinitionPart arm : part.parts("parallel")) {
      arm.only(Set.of("id", "steps", "output"));
      String id = arm.word("id");
      if (id.equals(FIRST)) {
        arm.wrong("id", "'first' names the arm that ended first", "choose another name");
      }
      arms.add(id);
      bodies.add(inner.body(arm, "steps", Json.of(id)));
    }
    if (arms.isEmpty()) {
      part.wrong("parallel", "at least one arm is needed", "add e.g. - {id: a, steps: [...]}");
    }
    Others others = part.choice("others", Others.class, Others.CANCEL);
    return new ParallelStep(head, arms, bodies, need(part, arms.size()), others);
  }

  private static int need(DefinitionPart part, int arms) {
    boolean all = part.get("need") instanceof Json.Str(String word) && word.equals("all");
    return all ? arms : part.integer("need", arms, 1, Math.max(1, arms));
  }

  @Override
  public StepType type() {
    return StepType.PARALLEL;
  }

  @Override
  public boolean inArms() {
    return true;
  }

  @Override
  public Outline outline() {
    String text =
        need == arms.size()
            ? "%d arms".formatted(need)
            : "%d of %d arms".formatted(need, arms.size());
    return new Outline(text, null, null, false);
  }

  @Override
  public Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      names.put("parallel[%d].id".formatted(arm), arms.get(arm));
    }
    return names;
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Map<String, ValueType> fields = new TreeMap<>();
    fields.put(FIRST, Scalar.TEXT);
    List<Integer> scopes = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      ValueType type = at.once(bodies.get(arm));
      fields.put(arms.get(arm), need == arms.size() ? type : type.orNull());
      scopes.add(at.number(bodies.get(arm)));
    }
    at.add(new Parallel(at.head(), arms, scopes, need, others));
    return Struct.required(fields);
  }

  private record Parallel(
      Node.Head head, List<String> arms, List<Integer> scopes, int need, Others others)
      implements Compound {

    @Override
    public StepType type() {
      return StepType.PARALLEL;
    }

    @Override
    public Json input(Bindings bindings) {
      return Json.NULL;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return new Beginning.Items(arms.size());
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Items.class;
    }

    @Override
    public HeldScopes hold(HeldScopes.Place place, int count) {
      return new Arms(place, this);
    }
  }

  /** The arms of a step that is under way. */
  private static final class Arms extends HeldScopes {

    private final Parallel node;
    private final TreeMap<Integer, ScopeState> items = new TreeMap<>();
    private final @Nullable Json[] results;
    private int won;
    private int lost;
    private @Nullable String first;
    private @Nullable ScopeFault fault;

    Arms(Place place, Parallel node) {
      super(place);
      this.node = node;
      this.results = new Json[node.arms().size()];
    }

    @Override
    protected Collection<ScopeState> scopes() {
      return items.values();
    }

    @Override
    protected @Nullable ScopeState at(Scope scope, IndexPath path) {
      return items.get(scope.index());
    }

    @Override
    protected void begin() {
      node.scopes().forEach(scope -> items.put(scope, open(scope, path(), around())));
      List.copyOf(items.values()).forEach(this::start);
    }

    private boolean decided() {
      return won >= node.need() || node.arms().size() - lost < node.need();
    }

    @Override
    protected void exported(ScopeState arm, Json value) {
      int place = node.scopes().indexOf(arm.scope().index());
      items.remove(arm.scope().index());
      results[place] = value;
      first = first == null ? node.arms().get(place) : first;
      boolean before = decided();
      won++;
      goOn(before);
    }

    @Override
    protected void ended(ScopeState arm, @Nullable ScopeFault armFault) {
      items.remove(arm.scope().index());
      if (endsStopping()) {
        return;
      }
      boolean before = decided();
      if (!before) {
        lost++;
        fault = armFault;
      }
      goOn(before);
    }

    private void goOn(boolean before) {
      if (decided() && !before && node.others() == Others.CANCEL) {
        List.copyOf(items.values()).forEach(this::cancel);
      }
      if (items.isEmpty() && underWay()) {
        end();
      }
    }

    private void end() {
      if (won >= node.need()) {
        announce(new RunEvent.Completed(key(), value()));
      } else if (fault != null) {
        failed(fault);
      }
    }

    private Json.Obj value() {
      Map<String, Json> fields = new LinkedHashMap<>();
      fields.put(FIRST, Json.of(first));
      for (int arm = 0; arm < results.length; arm++) {
        Json result = results[arm];
        fields.put(node.arms().get(arm), result == null ? Json.NULL : result);
      }
      return new Json.Obj(fields);
    }
  }
}

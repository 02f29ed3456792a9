package io.auterity.workflow.graph;

import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The compilation of a definition: one pass, scope by scope, each step behind those it can see. */
public final class Compilation {

  private final Definition definition;
  private final List<Problem> problems;
  private final Signatures signatures;
  private final CheckBound bound;
  private final Observer observer;
  private final NodeNumbers numbers;
  private final Step.Body root;
  private final boolean timed;
  private final TreeMap<Integer, Node> nodes = new TreeMap<>();
  private final TreeMap<Integer, Scope> scopes = new TreeMap<>();

  /** What each scope sees once its steps are done. */
  private final Map<Integer, Map<String, ValueType>> inside = new HashMap<>();

  public Compilation(
      Definition definition,
      Signatures signatures,
      List<Problem> problems,
      CheckBound bound,
      Observer observer) {
    this.bound = bound;
    this.observer = observer;
    this.definition = definition;
    this.signatures = signatures;
    this.problems = problems;
    this.root = new Step.Body("", "", null, definition.steps(), definition.output());
    this.numbers = new NodeNumbers(root);
    this.timed = !RunNames.takesNow(definition);
  }

  /** Sees each step that is compiled. */
  @FunctionalInterface
  public interface Observer {

    /** Of those that need none. */
    Observer NONE = (step, names, type) -> {};

    /**
     * Sees a step.
     *
     * @param names that it sees, besides what is known everywhere
     * @param type of its output, as far as it is known
     */
    void compiled(Step step, Map<String, ValueType> names, ValueType type);
  }

  /**
   * Where a scope stands and what can be seen there.
   *
   * @param handler number of the {@code try} that undoes what is done there; {@link Scope#NONE}
   *     when none does
   * @param undoes number of the scope of the step that it undoes, or {@link Scope#NONE}
   * @param always whether it runs also when the run is to end
   */
  record Place(
      int owner,
      int depth,
      String prefix,
      Map<String, ValueType> names,
      int handler,
      int undoes,
      boolean always) {

    static Place root(Map<String, ValueType> names) {
      return new Place(Scope.NONE, 0, "", names, Scope.NONE, Scope.NONE, false);
    }

    /** The same place where more names are seen. */
    Place seeing(Map<String, ValueType> inner) {
      return new Place(owner, depth, prefix, inner, handler, undoes, always);
    }

    /** A scope of a step that stands here. */
    Place inside(int step, int inner, Map<String, ValueType> names) {
      return new Place(step, depth, prefix, with(names), inner, Scope.NONE, always);
    }

    /** A scope of it that has an index of its own. */
    Place indexed(Node.Head step, Map<String, ValueType> names) {
      return new Place(
          step.index(),
          depth + 1,
          step.pattern() + "[].",
          with(names),
          handler,
          Scope.NONE,
          always);
    }

    /** A scope of it that runs also when the run is to end. */
    Place always(int step) {
      return new Place(step, depth, prefix, names, Scope.NONE, Scope.NONE, true);
    }

    /** The scope that undoes the step of that id, whose output has that type. */
    Place undoing(String id, ValueType type, int scope) {
      return new Place(handler, depth, prefix, with(Map.of(id, type)), Scope.NONE, scope, true);
    }

    Map<String, ValueType> with(Map<String, ValueType> inner) {
      Map<String, ValueType> more = new TreeMap<>(names);
      more.putAll(inner);
      return more;
    }
  }

  /** The workflow, unless something is wrong with it. */
  public Optional<Workflow> run() {
    Map<String, ValueType> input = Map.of("input", ValueType.ofSchema(definition.input()));
    Place whole = Place.root(RunNames.types(definition));
    Map<String, ValueType> known = whole.with(input);
    scope(root, whole.seeing(known));
    RunTemplates ofRuns = RunTemplates.of(definition, names(known));
    return problems.isEmpty()
        ? Optional.of(
            new Workflow(
                definition,
                new ArrayList<>(nodes.values()),
                new ArrayList<>(scopes.values()),
                ofRuns))
        : Optional.empty();
  }

  /** Compiles a scope; gives the type of what it exports. */
  ValueType scope(Step.Body body, Place place) {
    StepOrder order = StepOrder.of(body.steps(), problems);
    ValueType[] types = new ValueType[body.steps().size()];
    Arrays.fill(types, Scalar.ANY);
    for (int local : order.inSequence()) {
      bound.require();
      Step step = body.steps().get(local);
      Place here = place.seeing(visible(body, types, order, local, place));
      types[local] = step(step, local, body, here);
    }
    return export(body, place, order, types);
  }

  private ValueType step(Step step, int local, Step.Body body, Place here) {
    Json when = step.head().when();
    Step.Body undo = step.head().undo();
    Node.Head head =
        new Node.Head(
            numbers.node(step),
            step.id(),
            numbers.scope(body),
            local,
            here.prefix() + step.id(),
            when == null ? null : names(here.names()).condition(step.head().path() + ".when", when),
            undo == null ? null : numbers.scope(undo));
    ValueType type = step.compile(new StepCompilation(this, step, head, here));
    if (undo != null) {
      undo(step, undo, here.undoing(step.id(), undone(step, type), numbers.scope(body)));
    }
    ValueType output = (when == null ? type : type.orNull()).bounded();
    observer.compiled(step, here.names(), output);
    return output;
  }

  private static ValueType undone(Step step, ValueType type) {
    return (step.undoneInDoubt() ? type.orNull() : type).bounded();
  }

  private void undo(Step step, Step.Body undo, Place place) {
    if (place.owner() == Scope.NONE) {
      report(
          new Problem(
              step.head().path() + ".undo",
              "no 'try' is around the step",
              "put it into a try, or write e.g. cancel: undo beside the steps of the workflow"));
    } else {
      scope(undo, place);
    }
  }

  private static Map<String, ValueType> visible(
      Step.Body body, ValueType[] types, StepOrder order, int local, Place place) {
    Map<String, ValueType> names = new TreeMap<>(place.names());
    order.before(local).stream().forEach(i -> names.put(body.steps().get(i).id(), types[i]));
    return names;
  }

  private ValueType export(Step.Body body, Place place, StepOrder order, ValueType[] types) {
    Map<String, ValueType> names = new TreeMap<>(place.names());
    for (int local = 0; local < types.length; local++) {
      names.put(body.steps().get(local).id(), types[local]);
    }
    inside.put(numbers.scope(body), names);
    Template output =
        body.output() == null
            ? null
            : names(names).template(TemplateChecks.joined(body.path(), "output"), body.output());
    List<Node> members =
        body.steps().stream()
            .map(step -> nodes.get(numbers.node(step)))
            .filter(node -> node != null)
            .toList();
    scopes.put(
        numbers.scope(body),
        new Scope(
            numbers.scope(body),
            place.owner(),
            place.depth(),
            place.undoes(),
            members,
            order,
            output));
    return type(body, output, types);
  }

  private static ValueType type(Step.Body body, @Nullable Template output, ValueType[] types) {
    if (body.output() != null) {
      return output == null ? Scalar.ANY : output.type();
    }
    return types.length == 0 ? Scalar.NULL : types[types.length - 1];
  }

  void add(Node node) {
    nodes.put(node.index(), node);
  }

  Map<String, ValueType> inside(Step.Body body) {
    return inside.getOrDefault(numbers.scope(body), Map.of());
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  TemplateChecks names(Map<String, ValueType> visible) {
    return new TemplateChecks(visible, problems);
  }

  /** The same where a value is made once and then kept, which may read the time. */
  TemplateChecks timedNames(Map<String, ValueType> visible) {
    Map<String, ValueType> more = new TreeMap<>(visible);
    if (timed) {
      more.put(RunNames.NOW, Scalar.TIMESTAMP);
    }
    return names(more);
  }

  Signatures signatures() {
    return signatures;
  }

  int number(Step.Body body) {
    return numbers.scope(body);
  }

  /**
   * Numbers of nodes and scopes: in the order of the definition, what holds before what is held, so
   * that all nodes inside a step have the numbers that follow it.
   */
  private static final class NodeNumbers {

    private final Map<String, Integer> nodes = new HashMap<>();
    private final Map<String, Integer> scopes = new HashMap<>();

    NodeNumbers(Step.Body root) {
      number(root);
    }

    int node(Step step) {
      return nodes.getOrDefault(step.head().path(), 0);
    }

    int scope(Step.Body body) {
      return scopes.getOrDefault(key(body), 0);
    }

    private static String key(Step.Body body) {
      return TemplateChecks.joined(body.path(), body.field());
    }

    private void number(Step.Body body) {
      scopes.put(key(body), scopes.size());
      for (Step step : body.steps()) {
        nodes.put(step.head().path(), nodes.size());
        step.allBodies().forEach(this::number);
      }
    }
  }
}

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
  private final NodeNumbers numbers;
  private final Step.Body root;
  private final boolean timed;
  private final TreeMap<Integer, Node> nodes = new TreeMap<>();
  private final TreeMap<Integer, Scope> scopes = new TreeMap<>();

  public Compilation(
      Definition definition, Signatures signatures, List<Problem> problems, CheckBound bound) {
    this.bound = bound;
    this.definition = definition;
    this.signatures = signatures;
    this.problems = problems;
    this.root = new Step.Body("", null, definition.steps(), definition.output());
    this.numbers = new NodeNumbers(root);
    this.timed = !RunNames.takesNow(definition);
  }

  /** Where a scope stands and what can be seen there. */
  record Place(int owner, int depth, String prefix, Map<String, ValueType> names) {

    Map<String, ValueType> with(String name, ValueType type) {
      Map<String, ValueType> more = new TreeMap<>(names);
      more.put(name, type);
      return more;
    }
  }

  /** The workflow, unless something is wrong with it. */
  public Optional<Workflow> run() {
    Place place = new Place(Scope.NONE, 0, "", RunNames.types());
    scope(
        root,
        new Place(Scope.NONE, 0, "", place.with("input", ValueType.ofSchema(definition.input()))));
    return problems.isEmpty()
        ? Optional.of(
            new Workflow(
                definition, new ArrayList<>(nodes.values()), new ArrayList<>(scopes.values())))
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
      Place here =
          new Place(
              place.owner(),
              place.depth(),
              place.prefix(),
              visible(body, types, order, local, place));
      types[local] = step(step, local, body, here);
    }
    return export(body, place, order, types);
  }

  private ValueType step(Step step, int local, Step.Body body, Place here) {
    Json when = step.head().when();
    Node.Head head =
        new Node.Head(
            numbers.node(step),
            step.id(),
            numbers.scope(body),
            local,
            here.prefix() + step.id(),
            when == null
                ? null
                : names(here.names()).condition(step.head().path() + ".when", when));
    ValueType type = step.compile(new StepCompilation(this, step, head, here));
    return (when == null ? type : type.orNull()).bounded();
  }

  private static Map<String, ValueType> visible(
      Step.Body body, ValueType[] types, StepOrder order, int local, Place place) {
    Map<String, ValueType> names = new TreeMap<>(place.names());
    order.before(local).stream().forEach(i -> names.put(body.steps().get(i).id(), types[i]));
    return names;
  }

  private ValueType export(Step.Body body, Place place, StepOrder order, ValueType[] types) {
    Template output = null;
    if (body.output() != null) {
      Map<String, ValueType> names = new TreeMap<>(place.names());
      for (int local = 0; local < types.length; local++) {
        names.put(body.steps().get(local).id(), types[local]);
      }
      output =
          new TemplateChecks(names, problems)
              .template(TemplateChecks.joined(body.path(), "output"), body.output());
    }
    List<Node> members =
        body.steps().stream()
            .map(step -> nodes.get(numbers.node(step)))
            .filter(node -> node != null)
            .toList();
    scopes.put(
        numbers.scope(body),
        new Scope(numbers.scope(body), place.owner(), place.depth(), members, order, output));
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
      return scopes.getOrDefault(body.path(), 0);
    }

    private void number(Step.Body body) {
      scopes.put(body.path(), scopes.size());
      for (Step step : body.steps()) {
        nodes.put(step.head().path(), nodes.size());
        step.bodies().forEach(this::number);
      }
    }
  }
}

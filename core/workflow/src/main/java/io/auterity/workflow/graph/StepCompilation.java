package io.auterity.workflow.graph;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.workflow.graph.Compilation.Place;
import java.util.Map;

/** The compilation of one step: what it sees, and what it adds to the workflow. */
public final class StepCompilation {

  private final Compilation whole;
  private final Step step;
  private final Node.Head head;
  private final Place place;

  StepCompilation(Compilation whole, Step step, Node.Head head, Place place) {
    this.whole = whole;
    this.step = step;
    this.head = head;
    this.place = place;
  }

  public Node.Head head() {
    return head;
  }

  /** Path of a field of the step in the definition. */
  public String path(String field) {
    return TemplateChecks.joined(step.head().path(), field);
  }

  /** Compiles templates that see what the step sees. */
  public TemplateChecks templates() {
    return whole.names(place.names());
  }

  /** Compiles templates that see more. */
  public TemplateChecks seeing(Map<String, ValueType> names) {
    return whole.names(place.with(names));
  }

  /** The same for a value that is made once and then kept, which may read the time. */
  public TemplateChecks timedTemplates() {
    return whole.timedNames(place.names());
  }

  /** The same for templates that see more. */
  public TemplateChecks timedSeeing(Map<String, ValueType> names) {
    return whole.timedNames(place.with(names));
  }

  public Signatures signatures() {
    return whole.signatures();
  }

  public void report(Problem problem) {
    whole.report(problem);
  }

  /** Adds the compiled step. */
  public void add(Node node) {
    whole.add(node);
  }

  /** Number of the scope of a body. */
  public int number(Step.Body body) {
    return whole.number(body);
  }

  /** Compiles a body that runs once and sees what the step sees; gives the type of its output. */
  public ValueType once(Step.Body body) {
    return once(body, Map.of());
  }

  /** The same for a body that sees more names. */
  public ValueType once(Step.Body body, Map<String, ValueType> names) {
    return whole.scope(body, place.inside(head.index(), place.handler(), names));
  }

  /** The same for a body whose failure the step handles, and whose steps it undoes. */
  public ValueType handled(Step.Body body) {
    return whole.scope(body, place.inside(head.index(), head.index(), Map.of()));
  }

  /** Compiles a body that runs also when the run is to end. */
  public void always(Step.Body body) {
    whole.scope(body, place.always(head.index()));
  }

  /** Whether there may be several of the step in one run. */
  public boolean repeated() {
    return place.depth() > 0;
  }

  /** Whether the step runs also when the run is to end. */
  public boolean runsAlways() {
    return place.always();
  }

  /**
   * Compiles a body that runs round after round; gives the type of its output for one.
   *
   * @param names what it sees besides what the step sees
   */
  public ValueType rounds(Step.Body body, Map<String, ValueType> names) {
    return indexed(body, names);
  }

  private ValueType indexed(Step.Body body, Map<String, ValueType> names) {
    return whole.scope(body, place.indexed(head, names));
  }

  /** Compiles templates that see what a body sees whose steps are done; it is compiled already. */
  public TemplateChecks inside(Step.Body body) {
    return whole.names(whole.inside(body));
  }

  /**
   * Compiles a body that runs for each of many items; gives the type of its output for one.
   *
   * @param as name of the item
   */
  public ValueType many(Step.Body body, String as, ValueType item) {
    return indexed(body, Map.of(as, item));
  }
}

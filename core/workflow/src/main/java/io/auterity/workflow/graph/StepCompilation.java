package io.auterity.workflow.graph;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.workflow.graph.Compilation.Place;

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
    return step.head().path() + "." + field;
  }

  /** Compiles templates that see what the step sees. */
  public TemplateChecks templates() {
    return whole.names(place.names());
  }

  /** The same for a value that is made once and then kept, which may read the time. */
  public TemplateChecks timedTemplates() {
    return whole.timedNames(place.names());
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
    return whole.scope(body, new Place(head.index(), place.depth(), place.prefix(), place.names()));
  }

  /**
   * Compiles a body that runs for each of many items; gives the type of its output for one.
   *
   * @param as name of the item
   */
  public ValueType many(Step.Body body, String as, ValueType item) {
    return whole.scope(
        body,
        new Place(head.index(), place.depth() + 1, head.pattern() + "[].", place.with(as, item)));
  }
}

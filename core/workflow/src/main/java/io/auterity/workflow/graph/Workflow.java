package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A compiled workflow; immutable and shared by all its runs. */
public final class Workflow {

  private final Definition definition;
  private final List<Node> nodes;
  private final List<Scope> scopes;
  private final List<String> callbacks;
  private final Set<String> awaitedEvents;
  private final RunTemplates ofRuns;

  Workflow(Definition definition, List<Node> nodes, List<Scope> scopes, RunTemplates ofRuns) {
    this.definition = Objects.requireNonNull(definition);
    this.nodes = List.copyOf(nodes);
    this.scopes = List.copyOf(scopes);
    this.callbacks = definition.all().filter(Step::calledBack).map(Step::id).toList();
    this.awaitedEvents =
        definition
            .all()
            .flatMap(step -> Stream.ofNullable(step.awaitedEvent()))
            .collect(Collectors.toUnmodifiableSet());
    this.ofRuns = ofRuns;
  }

  public String id() {
    return definition.id();
  }

  public Definition definition() {
    return definition;
  }

  /** JSON Schema of a run's input. */
  public Json.Obj inputSchema() {
    return definition.input();
  }

  /** Ids of the steps that wait for others to call the run back. */
  public List<String> callbacks() {
    return callbacks;
  }

  /** Types of the events that its steps await. */
  public Set<String> awaitedEvents() {
    return awaitedEvents;
  }

  /** How many of its runs may be under way at once; null for any number. */
  public @Nullable RunLimit limit() {
    return definition.limits().runs();
  }

  /** The limits of its runs and their starts. */
  public WorkflowLimits limits() {
    return definition.limits();
  }

  /** What agents are told of it, who see it as a tool; null where it is none. */
  public @Nullable String tool() {
    return definition.tool();
  }

  /** What is computed of a run when it is accepted. */
  public RunTemplates ofRuns() {
    return ofRuns;
  }

  /** All nodes by number. */
  public List<Node> nodes() {
    return nodes;
  }

  public Node node(int index) {
    return nodes.get(index);
  }

  public Scope scope(int index) {
    return scopes.get(index);
  }

  /** All scopes by number; the outermost is the first. */
  public List<Scope> scopes() {
    return scopes;
  }

  /** The scope that a node belongs to. */
  public Scope scopeOf(Node node) {
    return scopes.get(node.head().scope());
  }

  /** The nodes that hold one, outermost first. */
  public List<Node> owners(Node node) {
    List<Node> owners = new ArrayList<>();
    Scope scope = scopeOf(node);
    while (scope.owner() != Scope.NONE) {
      Node owner = node(scope.owner());
      owners.addFirst(owner);
      scope = scopeOf(owner);
    }
    return owners;
  }

  /** The scope of the steps of the workflow itself, also where it is read as one step. */
  public Scope steps() {
    Scope root = root();
    return root.size() == 1 && node(root.node(0)).id().equals(StepKind.WHOLE)
        ? scopes.get(1)
        : root;
  }

  /** The outermost scope. */
  public Scope root() {
    return scopes.getFirst();
  }
}

package io.auterity.workflow.graph;

import io.auterity.platform.expression.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps that see each other: those of the workflow itself, of an item, of an arm. */
public final class Scope {

  /** Owner of the outermost scope. */
  public static final int NONE = -1;

  private final int index;
  private final int owner;
  private final int depth;
  private final int undoes;
  private final int[] nodes;
  private final StepOrder order;
  private final Map<String, Integer> locals = new HashMap<>();
  private final @Nullable Template output;

  Scope(
      int index,
      int owner,
      int depth,
      int undoes,
      List<Node> nodes,
      StepOrder order,
      @Nullable Template output) {
    this.index = index;
    this.owner = owner;
    this.depth = depth;
    this.undoes = undoes;
    this.nodes = nodes.stream().mapToInt(Node::index).toArray();
    this.order = order;
    this.output = output;
    for (Node node : nodes) {
      locals.put(node.id(), node.head().local());
    }
  }

  public int index() {
    return index;
  }

  /** Number of the node that holds this scope, or {@link #NONE}. */
  public int owner() {
    return owner;
  }

  /** How many indexes lead to it. */
  public int depth() {
    return depth;
  }

  /**
   * Number of the scope of the step that it undoes, whose names it sees; {@link #NONE} when it
   * undoes none.
   */
  public int undoes() {
    return undoes;
  }

  public int size() {
    return nodes.length;
  }

  /** Number of the node at a place. */
  public int node(int local) {
    return nodes[local];
  }

  /** How many nodes must be done before the one at a place. */
  public int inDegree(int local) {
    return order.inDegree(local);
  }

  /** Places of the nodes that wait for the one at a place. */
  public int[] successors(int local) {
    return order.successors(local);
  }

  /** Place of the step of that id, or null when it is none of this scope. */
  public @Nullable Integer local(String id) {
    return locals.get(id);
  }

  /** What it exports; null means the output of its last step. */
  public @Nullable Template output() {
    return output;
  }
}

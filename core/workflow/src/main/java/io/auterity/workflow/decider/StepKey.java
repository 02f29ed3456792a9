package io.auterity.workflow.decider;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One execution of one node.
 *
 * @param node its number
 * @param path which items it belongs to
 * @param round 0, and one more for each re-run
 */
public record StepKey(int node, IndexPath path, int round) {

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

  /** As people and providers see it, e.g. {@code triage[17].classify}. */
  public String text(Workflow workflow) {
    String pattern = workflow.node(node).head().pattern();
    StringBuilder text = new StringBuilder(pattern.length() + 8);
    int depth = 0;
    for (int at = 0; at < pattern.length(); at++) {
      text.append(pattern.charAt(at));
      if (pattern.charAt(at) == '[') {
        text.append(path.at(depth++));
      }
    }
    return text.toString();
  }

  /** The same with the round, where that is not the first, e.g. {@code classify#1}. */
  public String inRound(Workflow workflow) {
    return round == 0 ? text(workflow) : text(workflow) + "#" + round;
  }

  /** The same in that round. */
  public StepKey round(int other) {
    return other == round ? this : new StepKey(node, path, other);
  }

  /** Whether it is the same execution but for its round. */
  public boolean sameButForRound(StepKey other) {
    return node == other.node && path.equals(other.path);
  }

  /** Whether the workflow has such a step at such a depth. */
  public boolean fits(Workflow workflow) {
    return node >= 0
        && node < workflow.nodes().size()
        && path.depth() == workflow.scopeOf(workflow.node(node)).depth();
  }

  /** As numbers: the node, the round, and the indexes of the items. */
  public Json json() {
    List<Json> numbers = new ArrayList<>();
    numbers.add(Json.of(node));
    numbers.add(Json.of(round));
    for (int depth = 0; depth < path.depth(); depth++) {
      numbers.add(Json.of(path.at(depth)));
    }
    return new Json.Arr(numbers);
  }

  /** Reads what {@link #json} gave. */
  public static StepKey of(Json json) {
    int[] numbers =
        ((Json.Arr) json)
            .items().stream().mapToInt(n -> Math.toIntExact(((Json.Int) n).value())).toArray();
    return new StepKey(
        numbers[0], IndexPath.of(Arrays.copyOfRange(numbers, 2, numbers.length)), numbers[1]);
  }

  /** The node of that id at that path. */
  static StepKey of(Node node, IndexPath path) {
    return new StepKey(node.index(), path, 0);
  }

  /**
   * Reads e.g. {@code triage[17].classify}.
   *
   * @throws CallFailedException {@code not_found} when the workflow has no such step
   */
  public static StepKey read(Workflow workflow, String key, int round) {
    String pattern = INDEX.matcher(key).replaceAll("[]");
    Node node =
        workflow.nodes().stream()
            .filter(candidate -> candidate.head().pattern().equals(pattern))
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "the workflow has no step '%s'".formatted(key)));
    IndexPath path = IndexPath.ROOT;
    Matcher index = INDEX.matcher(key);
    while (index.find()) {
      path = path.child(Integer.parseInt(index.group(1)));
    }
    return new StepKey(node.index(), path, round);
  }

  /** The steps that hold this one, outermost first. */
  List<Node> owners(Workflow workflow) {
    return workflow.owners(workflow.node(node));
  }
}

package io.auterity.workflow.editor;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.DefinitionReader;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.step.StepKinds;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is found of a workflow's text, whether it is right or not.
 *
 * @param value what the text says; null when it cannot be read
 * @param outline as far as it could be read; null when there is no spec
 * @param types of the steps' outputs, by path in the text
 * @param names that one step sees, with their types, and the fields of those that are objects
 * @param workflow what can be run; null when there are problems
 */
public record WorkflowCheck(
    List<Problem> problems,
    @Nullable Json value,
    @Nullable WorkflowOutline outline,
    Map<String, String> types,
    Map<String, String> names,
    @Nullable Workflow workflow) {

  /** Longest text that is checked or edited. */
  public static final int CHARACTERS = 1_000_000;

  private static final String SPEC = "spec";
  private static final Set<String> FIELDS = Set.of("kind", "id", SPEC, "version");
  private static final int LONGEST_TYPE = 400;
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DEPTH = 3;
  private static final int MOST_NAMES = 5_000;

  public WorkflowCheck {
    problems = List.copyOf(problems);
  }

  /** Finds the problems of a spec among other resources; their paths lead into the spec. */
  interface Rules {
    List<Problem> check(String id, Json.Obj spec, @Nullable Workflow workflow);
  }

  /**
   * Checks the text of one workflow by itself, e.g. of a template; {@link DraftChecks} checks that
   * of a tenant.
   *
   * @param at path of the step whose names are wanted, e.g. {@code spec.steps[0]}
   */
  public static WorkflowCheck of(
      WorkflowCompiler compiler, String text, @Nullable String at, CheckBound bound) {
    return of(compiler, text, null, at, bound, (id, spec, workflow) -> List.of());
  }

  /**
   * Checks the text of one workflow.
   *
   * @param wanted the id that it must have; null for any
   */
  static WorkflowCheck of(
      WorkflowCompiler compiler,
      String text,
      @Nullable String wanted,
      @Nullable String at,
      CheckBound bound,
      Rules rules) {
    if (text.length() > CHARACTERS) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the text has %,d characters, at most %,d: start another workflow for a part of it"
              .formatted(text.length(), CHARACTERS));
    }
    try {
      List<YamlDocument> documents = new YamlReader(CHARACTERS).read(text);
      return documents.size() == 1
          ? of(compiler, documents.getFirst(), wanted, at, bound, rules)
          : failed(several(documents.size()));
    } catch (MalformedYamlException e) {
      return failed(new Problem("", "must be YAML", String.valueOf(e.getMessage())).at(e.line()));
    }
  }

  static Problem several(int documents) {
    return new Problem(
        "", "the text holds %d documents".formatted(documents), "write one with kind, id and spec");
  }

  private static WorkflowCheck failed(Problem problem) {
    return new WorkflowCheck(List.of(problem), null, null, Map.of(), Map.of(), null);
  }

  private static WorkflowCheck of(
      WorkflowCompiler compiler,
      YamlDocument document,
      @Nullable String wanted,
      @Nullable String at,
      CheckBound bound,
      Rules rules) {
    List<Problem> problems = new ArrayList<>(form(document.value(), wanted));
    Map<String, String> types = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    WorkflowOutline outline = null;
    Workflow workflow = null;
    if (document.value() instanceof Json.Obj object && object.get(SPEC) instanceof Json.Obj spec) {
      String id = object.get("id") instanceof Json.Str(String text) ? text : "";
      outline =
          WorkflowOutline.ofDraft(DefinitionReader.read(id, spec, StepKinds.ALL).definition());
      WorkflowCompiler.Compiled compiled =
          compiler.compile(
              id,
              spec,
              bound,
              (step, seen, type) -> {
                String path = SPEC + "." + step.head().path();
                types.put(path, described(type));
                if (path.equals(at)) {
                  seen.forEach((name, of) -> name(names, name, of, DEPTH));
                }
              });
      compiled.problems().forEach(problem -> problems.add(problem.in(SPEC)));
      rules
          .check(id, spec, compiled.workflow().orElse(null))
          .forEach(problem -> problems.add(problem.in(SPEC)));
      workflow = problems.isEmpty() ? compiled.workflow().orElse(null) : null;
    }
    List<Problem> located =
        problems.stream().map(problem -> problem.at(document.line(problem.path()))).toList();
    return new WorkflowCheck(
        Problem.first(located), document.value(), outline, types, names, workflow);
  }

  /** Adds a name, and the fields of what it stands for as an expression writes them. */
  private static void name(Map<String, String> names, String path, ValueType type, int depth) {
    if (names.size() >= MOST_NAMES) {
      return;
    }
    names.put(path, described(type));
    ValueType inner = type instanceof ValueType.Nullable(ValueType some) ? some : type;
    if (depth > 0 && inner instanceof ValueType.Struct(var fields)) {
      fields.forEach(
          (field, of) -> {
            if (FIELD.matcher(field).matches()) {
              name(names, path + "." + field, of.type(), depth - 1);
            }
          });
    }
  }

  private static String described(ValueType type) {
    String text = type.described();
    return text.length() <= LONGEST_TYPE ? text : text.substring(0, LONGEST_TYPE - 1) + "…";
  }

  /**
   * What is wrong around the spec.
   *
   * @param wanted the id that it must have; null for any
   */
  static List<Problem> form(Json value, @Nullable String wanted) {
    if (!(value instanceof Json.Obj object)) {
      return List.of(new Problem("", "must be an object", "write kind, id and spec"));
    }
    List<Problem> problems = new ArrayList<>();
    if (!(object.get("kind") instanceof Json.Str(String kind) && kind.equals("workflow"))) {
      problems.add(new Problem("kind", "must be workflow", "write kind: workflow"));
    }
    if (!(object.get("id") instanceof Json.Str(String id) && Resource.ID.matcher(id).matches())) {
      problems.add(
          new Problem(
              "id",
              "must be small letters, digits, . _ and -, at most 63",
              "write e.g. id: refund"));
    } else if (wanted != null && !wanted.equals(id)) {
      problems.add(
          new Problem(
              "id",
              "'%s' is not the id of this draft, '%s'".formatted(id, wanted),
              "write id: %s, or begin a draft of the other".formatted(wanted)));
    }
    if (!(object.get(SPEC) instanceof Json.Obj)) {
      problems.add(new Problem(SPEC, "must be an object", "write its steps"));
    }
    object.fields().keySet().stream()
        .filter(name -> !FIELDS.contains(name))
        .forEach(
            name ->
                problems.add(
                    new Problem(name, "there is no field '%s' here".formatted(name), "remove it")));
    return problems;
  }
}

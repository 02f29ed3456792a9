package io.auterity.workflow.graph;

import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ExpressionProblem;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.TemplateCompiler;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the templates at one place of a workflow; reports what is wrong by path. */
public final class TemplateChecks {

  private static final String NO_NOW = "undeclared reference to '%s'".formatted(RunNames.NOW);

  private final TemplateCompiler templates;
  private final List<Problem> problems;

  TemplateChecks(Map<String, ValueType> visible, List<Problem> problems) {
    this.templates = TemplateCompiler.ofRuns(visible);
    this.problems = problems;
  }

  /** The template of a value; null when it is wrong, which is then reported. */
  public @Nullable Template template(String path, Json value) {
    try {
      return templates.compile(value);
    } catch (BadExpressionException e) {
      e.problems()
          .forEach(
              problem ->
                  problems.add(
                      new Problem(
                          joined(path, problem.path()), problem.located(), fix(problem, value))));
      return null;
    }
  }

  private static String fix(ExpressionProblem problem, Json value) {
    if (!problem.rule().contains(NO_NOW)) {
      return problem.fix();
    }
    return value.toString().contains(RunNames.NOW + "()") ? RunNames.NOW_CALLED : RunNames.NOW_FIX;
  }

  /** A template whose value fits a type. */
  public @Nullable Template fitting(String path, Json value, ValueType wanted) {
    Template template = template(path, value);
    if (template != null) {
      mismatches(path, wanted, template.type());
    }
    return template;
  }

  /** A template of the input of a call. */
  public @Nullable Template input(String path, Json value, Signatures.Signature wanted) {
    Template template = fitting(path, value, wanted.input());
    if (template != null) {
      ValueType.mismatches(wanted.schema(), template).stream()
          .limit(Problem.MOST)
          .forEach(mismatch -> report(path, mismatch));
      wanted.schemas(template).forEach((field, schema) -> schema(joined(path, field), schema));
    }
    return template;
  }

  private void schema(String path, Json.Obj schema) {
    JsonSchema.problems(schema).forEach(problem -> problems.add(problem.in(path)));
  }

  /** A template of a value that can be written as text. */
  public @Nullable Template scalar(String path, Json value) {
    Template template = template(path, value);
    boolean compound =
        template != null
            && switch (template.type()) {
              case ValueType.ListOf l -> true;
              case ValueType.MapOf m -> true;
              case ValueType.Struct s -> true;
              case Scalar s -> false;
              case ValueType.Nullable n -> false;
            };
    if (compound) {
      problems.add(
          new Problem(path, "must be text, a number or true or false", "take a part of it"));
    }
    return template;
  }

  /** A template of a duration, e.g. {@code 30s}. */
  public @Nullable Template duration(String path, Json value) {
    return fitting(path, value, Scalar.TEXT);
  }

  /** A condition: one expression that is true or false. */
  public @Nullable Expression condition(String path, Json value) {
    Template template = fitting(path, value, Scalar.BOOL);
    if (template instanceof Template.Whole(Expression expression)) {
      return expression;
    }
    if (template != null) {
      problems.add(new Problem(path, "a condition is one expression", "write it as \"${…}\""));
    }
    return null;
  }

  private void mismatches(String path, ValueType wanted, ValueType given) {
    wanted.mismatches(given).forEach(mismatch -> report(path, mismatch));
  }

  private void report(String path, ValueType.Mismatch mismatch) {
    problems.add(new Problem(joined(path, mismatch.path()), mismatch.rule(), mismatch.fix()));
  }

  static String joined(String path, String inner) {
    boolean plain = path.isEmpty() || inner.isEmpty() || inner.startsWith("[");
    return plain ? path + inner : path + "." + inner;
  }
}

package io.auterity.platform.expression;

import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the templates of one scope; collects what is wrong with a value, up to {@link
 * Problem#MOST}.
 */
public final class TemplateCompiler {

  private static final int MOST_VALUES = 4_000_000;
  private static final int MOST_CHARACTERS = 64 << 20;
  private static final ValueBound MOST_OF_RUNS = new ValueBound(MOST_VALUES, MOST_CHARACTERS);

  private final ExpressionCompiler expressions;
  private final @Nullable ValueBound most;

  /** Whose values are as large as what stands in them. */
  public TemplateCompiler(ExpressionCompiler expressions) {
    this(expressions, null);
  }

  private TemplateCompiler(ExpressionCompiler expressions, @Nullable ValueBound most) {
    this.expressions = expressions;
    this.most = most;
  }

  /**
   * That of workflows and triggers: over names, with the standard functions, and with a bound on
   * each value as a whole. A run that doubles a value in each step meets it soon.
   */
  public static TemplateCompiler ofRuns(Map<String, ValueType> names) {
    return new TemplateCompiler(new ExpressionCompiler(names), MOST_OF_RUNS);
  }

  /**
   * Compiles a value.
   *
   * @throws BadExpressionException with what is wrong, each with its path in the value
   */
  public Template compile(Json value) {
    List<ExpressionProblem> problems = new ArrayList<>();
    Template template = compile("", value, problems);
    if (template == null || !problems.isEmpty()) {
      throw new BadExpressionException(problems);
    }
    return most == null
            || template instanceof Template.Whole
            || template instanceof Template.Constant
        ? template
        : new Template.Bounded(template, most);
  }

  private @Nullable Template compile(String path, Json value, List<ExpressionProblem> problems) {
    return switch (value) {
      case Json.Str(String text) -> text(path, text, problems);
      case Json.Obj(var fields) -> object(path, fields, problems);
      case Json.Arr(var items) -> list(path, items, problems);
      default -> new Template.Constant(value);
    };
  }

  private @Nullable Template object(
      String path, Map<String, Json> fields, List<ExpressionProblem> problems) {
    Map<String, Template> templates = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          Template template = compile(path.isEmpty() ? name : path + "." + name, field, problems);
          if (template != null) {
            templates.put(name, template);
          }
        });
    return constant(templates.values())
        ? new Template.Constant(new Json.Obj(values(templates)))
        : new Template.ObjectOf(templates);
  }

  private @Nullable Template list(String path, List<Json> items, List<ExpressionProblem> problems) {
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Template template = compile("%s[%d]".formatted(path, i), items.get(i), problems);
      if (template != null) {
        templates.add(template);
      }
    }
    return constant(templates)
        ? new Template.Constant(
            new Json.Arr(templates.stream().map(TemplateCompiler::value).toList()))
        : new Template.ListOf(templates);
  }

  private static boolean constant(Iterable<Template> templates) {
    for (Template template : templates) {
      if (!(template instanceof Template.Constant)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Json> values(Map<String, Template> templates) {
    Map<String, Json> values = new LinkedHashMap<>();
    templates.forEach((name, template) -> values.put(name, value(template)));
    return values;
  }

  private static Json value(Template template) {
    return template instanceof Template.Constant(Json value) ? value : Json.NULL;
  }

  private @Nullable Template text(String path, String text, List<ExpressionProblem> problems) {
    if (problems.size() >= Problem.MOST) {
      return null;
    }
    try {
      TemplateText cut = TemplateText.parse(text);
      if (cut.expressions().isEmpty()) {
        return new Template.Constant(Json.of(cut.literals().getFirst()));
      }
      List<Expression> compiled = new ArrayList<>();
      for (TemplateText.Part part : cut.expressions()) {
        compiled.add(expression(text, part, !cut.whole()));
      }
      return cut.whole()
          ? new Template.Whole(compiled.getFirst())
          : new Template.Text(cut.literals(), compiled);
    } catch (BadExpressionException e) {
      e.problems().forEach(problem -> problems.add(at(path, problem)));
      return null;
    }
  }

  private Expression expression(String text, TemplateText.Part part, boolean insideText) {
    Place start = Place.in(text, part.start());
    try {
      Expression expression = expressions.compile(part.expression());
      if (insideText && compound(expression.type())) {
        throw new BadExpressionException(List.of(notScalar(expression)));
      }
      return expression;
    } catch (BadExpressionException e) {
      throw new BadExpressionException(
          e.problems().stream().map(problem -> moved(problem, start)).toList());
    }
  }

  private static boolean compound(ValueType type) {
    return switch (type) {
      case ValueType.ListOf l -> true;
      case ValueType.MapOf m -> true;
      case ValueType.Struct s -> true;
      case ValueType.Nullable(ValueType inner) -> compound(inner);
      case ValueType.Scalar scalar ->
          scalar == ValueType.Scalar.NULL || scalar == ValueType.Scalar.FOREIGN;
    };
  }

  private static ExpressionProblem notScalar(Expression expression) {
    return new ExpressionProblem(
        "",
        1,
        1,
        "only text, numbers and true or false can stand inside text; this is "
            + expression.type().described(),
        "use it as the whole value, take a part of it, or write string(...) around it");
  }

  private static ExpressionProblem moved(ExpressionProblem problem, Place start) {
    Place place = start.plus(problem.line(), problem.column());
    return new ExpressionProblem(
        problem.path(), place.line(), place.column(), problem.rule(), problem.fix());
  }

  private static ExpressionProblem at(String path, ExpressionProblem problem) {
    return new ExpressionProblem(
        path, problem.line(), problem.column(), problem.rule(), problem.fix());
  }
}

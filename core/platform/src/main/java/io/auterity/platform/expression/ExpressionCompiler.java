package io.auterity.platform.expression;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compiles expressions over a fixed set of names. CEL with its standard macros, the string and the
 * math extensions; a field that a type does not have, a name that is not in scope and operands that
 * cannot fit are refused here.
 */
public final class ExpressionCompiler {

  /** Items that all comprehensions of one evaluation may visit together. */
  private static final int MAX_ITERATIONS = 1_000_000;

  private static final int MAX_LENGTH = 20_000;
  private static final int FEW_NAMES = 50;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(100)
          .maxRegexProgramSize(1_000)
          .build();

  // The planner runtime converts all that a comprehension has gathered again for each item, so its
  // time is quadratic: a map of 8,000 items took more than a minute.
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(CelExtensions.strings(), CelExtensions.math())
          .build();

  private final Map<String, ValueType> names;
  private final CelTypes types = new CelTypes();

  /** Made when the first expression comes: most texts hold none. */
  private final Supplier<CelCompiler> compiler = Suppliers.memoize(() -> compiler(names()));

  public ExpressionCompiler(Map<String, ValueType> names) {
    this.names = new TreeMap<>(names);
  }

  // To declare a name takes time: of many, only those are declared that the text mentions.
  private CelCompiler compiler(String text) {
    Set<String> declared = declared(text);
    return declared.size() == names.size() ? compiler.get() : compiler(declared);
  }

  /** The names that are declared for a text. */
  Set<String> declared(String text) {
    return names.size() <= FEW_NAMES
        ? names()
        : WORD.matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(names::containsKey)
            .collect(Collectors.toSet());
  }

  private CelCompiler compiler(Set<String> declared) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math());
    names.forEach(
        (name, type) -> {
          if (declared.contains(name)) {
            builder.addVar(name, types.of(type));
          }
        });
    return builder.setTypeProvider(types).build();
  }

  /** The names in scope. */
  public Set<String> names() {
    return names.keySet();
  }

  /**
   * Compiles one expression.
   *
   * @throws BadExpressionException with everything that is wrong
   */
  public Expression compile(String text) {
    CelValidationResult result = compiler(text).compile(text);
    if (result.hasError()) {
      throw new BadExpressionException(result.getErrors().stream().map(this::problem).toList());
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      List<ExpressionProblem> regexes = RegexLiterals.problems(ast);
      if (!regexes.isEmpty()) {
        throw new BadExpressionException(regexes);
      }
      return new Expression(text, types.of(ast), RUNTIME.createProgram(ast));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new BadExpressionException(
          List.of(new ExpressionProblem("", 1, 1, String.valueOf(e.getMessage()), "rewrite it")));
    }
  }

  private ExpressionProblem problem(CelIssue issue) {
    return ExpressionProblem.reported(issue, names.keySet(), types.fieldNames());
  }
}

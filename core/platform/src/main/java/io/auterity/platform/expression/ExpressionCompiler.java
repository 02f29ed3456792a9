package io.auterity.platform.expression;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
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

  private static final int FEW_NAMES = 50;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, ValueType> names;
  private final FunctionLibrary library;
  private final CelTypes types = new CelTypes();

  /** Made when the first expression comes: most texts hold none. */
  private final Supplier<CelCompiler> compiler = Suppliers.memoize(() -> compiler(names()));

  public ExpressionCompiler(Map<String, ValueType> names) {
    this(names, FunctionLibrary.STANDARD);
  }

  /** Over names, with functions of the library. */
  public ExpressionCompiler(Map<String, ValueType> names, FunctionLibrary library) {
    this.names = new TreeMap<>(names);
    this.library = library;
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
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
    library.declare(builder, types);
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
      return new Expression(
          text, types.of(ast), library.runtime().createProgram(ast), reads(ast), library);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new BadExpressionException(
          List.of(new ExpressionProblem("", 1, 1, String.valueOf(e.getMessage()), "rewrite it")));
    }
  }

  // A variable of a comprehension that bears such a name counts as the name.
  private Set<String> reads(CelAbstractSyntaxTree ast) {
    return CelNavigableExpr.fromExpr(ast.getExpr())
        .allNodes()
        .filter(node -> node.getKind() == Kind.IDENT)
        .map(node -> node.expr().ident().name())
        .filter(names::containsKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private ExpressionProblem problem(CelIssue issue) {
    return ExpressionProblem.reported(issue, names.keySet(), types.fieldNames());
  }
}

package io.auterity.platform.expression;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.Maps;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions over a fixed set of names. CEL with a library of functions; a field that a
 * type does not have, a name that is not in scope and operands that cannot fit are refused here.
 */
public final class ExpressionCompiler {

  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, ValueType> names;
  private final Map<String, ValueType> times;
  private final FunctionLibrary library;
  private final CelTypes types = new CelTypes();

  public ExpressionCompiler(Map<String, ValueType> names) {
    this(names, FunctionLibrary.STANDARD);
  }

  /** Over names, with functions of the library. */
  public ExpressionCompiler(Map<String, ValueType> names, FunctionLibrary library) {
    this.names = new TreeMap<>(names);
    this.times = Map.copyOf(Maps.filterValues(this.names, ExpressionCompiler::holdsTime));
    this.library = library;
  }

  // Times are texts in JSON: a value of these is made one where an expression reads it.
  private static boolean holdsTime(ValueType type) {
    return type.equals(Scalar.TIMESTAMP)
        || (type instanceof Struct struct
            && struct.fields().values().stream()
                .anyMatch(field -> field.type().equals(Scalar.TIMESTAMP)));
  }

  /** The names that are declared for a text, for to declare one takes time. */
  Set<String> declared(String text) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(names::containsKey)
        .collect(Collectors.toSet());
  }

  /**
   * Compiles one expression.
   *
   * @throws BadExpressionException with everything that is wrong
   */
  public Expression compile(String text) {
    Expression path = path(text);
    return path == null ? checked(text) : path;
  }

  // The checker fills its environment anew for each expression, and most are paths.
  private @Nullable Expression path(String text) {
    String path = text.strip();
    List<String> words = List.of(path.split("\\.", -1));
    ValueType root = names.get(words.getFirst());
    if (root == null
        || !PATH.matcher(path).matches()
        || words.stream().anyMatch(RESERVED::contains)) {
      return null;
    }
    Supplier<CelRuntime.Program> program = Suppliers.memoize(() -> checked(text).program());
    return types
        .ofPath(root, words.subList(1, words.size()))
        .map(
            type ->
                new Expression(
                    text,
                    type,
                    times,
                    program,
                    Set.of(words),
                    Optional.of(words),
                    library.budgets(Set.of()),
                    List.of()))
        .orElse(null);
  }

  private Expression checked(String text) {
    try {
      CelAbstractSyntaxTree ast = typed(text);
      List<ExpressionProblem> problems = new ArrayList<>(RegexLiterals.problems(ast));
      problems.addAll(new CallChecks(ast, types, library.functions()).problems());
      if (!problems.isEmpty()) {
        throw new BadExpressionException(problems);
      }
      ReadPlaces read = new ReadPlaces(names.keySet(), CelNavigableExpr.fromExpr(ast.getExpr()));
      return new Expression(
          text,
          types.of(ast),
          times,
          program(ast),
          read.all(),
          read.only(),
          library.budgets(calls(ast)),
          NullTargets.of(ast));
    } catch (CelValidationException e) {
      throw new BadExpressionException(
          List.of(new ExpressionProblem("", 1, 1, String.valueOf(e.getMessage()), "rewrite it")));
    }
  }

  private CelAbstractSyntaxTree typed(String text) throws CelValidationException {
    CelAbstractSyntaxTree parsed = valid(text, CelEnvironment.PARSER.parse(text));
    CelCheckerBuilder checker = CelCompilerFactory.standardCelCheckerBuilder();
    library.declare(checker, types, calls(parsed));
    Set<String> declared = declared(text);
    names.forEach(
        (name, type) -> {
          if (declared.contains(name)) {
            checker.addVarDeclarations(CelVarDecl.newVarDeclaration(name, types.of(type)));
          }
        });
    return valid(text, checker.setTypeProvider(types).build().check(parsed));
  }

  // A dot before a name says that it is whole.
  private static Set<String> calls(CelAbstractSyntaxTree ast) {
    return CelNavigableExpr.fromExpr(ast.getExpr())
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(node -> node.expr().call().function())
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .collect(Collectors.toSet());
  }

  private CelAbstractSyntaxTree valid(String text, CelValidationResult result)
      throws CelValidationException {
    if (result.hasError()) {
      throw new BadExpressionException(
          result.getErrors().stream().map(issue -> problem(text, issue)).toList());
    }
    return result.getAst();
  }

  // Planned when it is evaluated first: of all that is checked, much is not used soon.
  private Supplier<CelRuntime.Program> program(CelAbstractSyntaxTree ast) {
    return Suppliers.memoize(
        () -> {
          try {
            return CelEnvironment.RUNTIME.createProgram(MixedNumbers.in(ast));
          } catch (CelEvaluationException e) {
            throw new IllegalStateException("a checked expression cannot be planned", e);
          }
        });
  }

  private ExpressionProblem problem(String text, CelIssue issue) {
    return ExpressionProblem.reported(issue, text, names.keySet(), types.fieldNames(), library);
  }
}

package io.auterity.platform.expression;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions over a fixed set of names. CEL with its standard macros, the string and the
 * math extensions; a field that a type does not have, a name that is not in scope and operands that
 * cannot fit are refused here.
 */
public final class ExpressionCompiler {

  private static final int FEW_NAMES = 50;
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
  private final FunctionLibrary library;
  private final CelTypes types = new CelTypes();

  /** By what they declare of the library, each made when the first text comes that may call it. */
  private final Map<Set<String>, CelCompiler> compilers = new ConcurrentHashMap<>();

  public ExpressionCompiler(Map<String, ValueType> names) {
    this(names, FunctionLibrary.STANDARD);
  }

  /** Over names, with functions of the library. */
  public ExpressionCompiler(Map<String, ValueType> names, FunctionLibrary library) {
    this.names = new TreeMap<>(names);
    this.library = library;
  }

  // To declare a name takes time, a function's at each text again: of many names, and of functions,
  // only those are declared that the text mentions.
  private CelCompiler compiler(String text) {
    Set<String> functions = library.called(words(text));
    Set<String> declared = declared(text);
    return declared.size() == names.size()
        ? compilers.computeIfAbsent(functions, called -> compiler(declared, called))
        : compiler(declared, functions);
  }

  /** The names that are declared for a text. */
  Set<String> declared(String text) {
    return names.size() <= FEW_NAMES
        ? names()
        : words(text).stream().filter(names::containsKey).collect(Collectors.toSet());
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private CelCompiler compiler(Set<String> declared, Set<String> functions) {
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
    library.declare(builder, types, functions);
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
                    text, type, program, Set.of(words), Optional.of(words), library, List.of()))
        .orElse(null);
  }

  private Expression checked(String text) {
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
      ReadPlaces read = new ReadPlaces(names.keySet(), CelNavigableExpr.fromExpr(ast.getExpr()));
      return new Expression(
          text, types.of(ast), program(ast), read.all(), read.only(), library, NullTargets.of(ast));
    } catch (CelValidationException e) {
      throw new BadExpressionException(
          List.of(new ExpressionProblem("", 1, 1, String.valueOf(e.getMessage()), "rewrite it")));
    }
  }

  // Planned when it is evaluated first: of all that is checked, much is not used soon.
  private Supplier<CelRuntime.Program> program(CelAbstractSyntaxTree ast) {
    return Suppliers.memoize(
        () -> {
          try {
            return library.runtime().createProgram(ast);
          } catch (CelEvaluationException e) {
            throw new IllegalStateException("a checked expression cannot be planned", e);
          }
        });
  }

  private ExpressionProblem problem(CelIssue issue) {
    return ExpressionProblem.reported(issue, names.keySet(), types.fieldNames());
  }
}

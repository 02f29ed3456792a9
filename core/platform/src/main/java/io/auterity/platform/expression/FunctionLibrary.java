package io.auterity.platform.expression;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableMap;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The function library of CEL expressions: the standard functions, which all libraries have, beside
 * CEL's own, its standard macros and the string and math extensions; and functions of its own.
 */
public final class FunctionLibrary {

  private static final int MAX_ITERATIONS = 1_000_000;
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_NODES = 5_000;
  static final int MOST_VALUES = 1_000_000;
  static final int MOST_CHARACTERS = 16 << 20;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(100)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxRegexProgramSize(1_000)
          .build();

  private static final List<BudgetedFunction> BUDGETED =
      Stream.of(TextOfValues.ALL, ListFunctions.ALL).flatMap(List::stream).toList();

  /** The standard functions alone; a value may be as large as a journal of runs keeps one. */
  public static final FunctionLibrary STANDARD =
      of(List.of(), new ValueBound(MOST_VALUES, MOST_CHARACTERS));

  private final Map<String, Function> functions;
  private final ValueBound bound;

  /**
   * A function of JSON values.
   *
   * @param parameters types of its arguments
   * @param result type of what it returns
   */
  public record Function(
      FunctionUsage usage, List<ValueType> parameters, ValueType result, Body body) {
    public Function {
      parameters = List.copyOf(parameters);
    }

    /** One that the reference does not list. */
    public Function(String name, List<ValueType> parameters, ValueType result, Body body) {
      this(usage(name, parameters, result), parameters, result, body);
    }

    /** A function of one text, which gives null for null. */
    public static Function ofText(String name, UnaryOperator<String> body) {
      return new Function(
          name,
          List.of(ValueType.Scalar.TEXT),
          ValueType.Scalar.TEXT,
          a ->
              a.getFirst() instanceof Json.Null
                  ? Json.NULL
                  : Json.of(body.apply(text(a.getFirst()))));
    }

    /**
     * An argument that is a text.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String text(Json argument) {
      if (argument instanceof Json.Str(String text)) {
        return text;
      }
      throw new IllegalArgumentException("takes a text");
    }

    private static FunctionUsage usage(String name, List<ValueType> parameters, ValueType result) {
      String given = parameters.stream().map(ValueType::described).collect(joining(", "));
      return new FunctionUsage(
          name,
          "%s(%s) → %s".formatted(name, given, result.described()).replace("anything", "any"),
          "",
          "",
          "");
    }

    /**
     * The same function with what the reference tells of it.
     *
     * @param meaning one sentence without its full stop
     * @param example an expression that reads no name
     * @param value what the example gives, as JSON
     */
    public Function listed(String meaning, String example, String value) {
      return new Function(
          new FunctionUsage(name(), usage.signature(), meaning, example, value),
          parameters,
          result,
          body);
    }

    public String name() {
      return usage.name();
    }
  }

  /** What a function does; it depends on its arguments alone. */
  @FunctionalInterface
  public interface Body {

    /**
     * The result.
     *
     * @throws IllegalArgumentException saying what is wrong with an argument
     */
    Json apply(List<Json> arguments);
  }

  /**
   * Most of what one evaluation may make.
   *
   * @param parts values in the result, those inside objects and lists too
   * @param characters of text, those of intermediate values too
   */
  public record ValueBound(int parts, int characters) {}

  private FunctionLibrary(Map<String, Function> functions, ValueBound bound) {
    this.functions = functions;
    this.bound = bound;
  }

  /** The standard functions and those. What one evaluation makes is bounded. */
  public static FunctionLibrary of(List<Function> functions, ValueBound bound) {
    return new FunctionLibrary(
        Stream.concat(StandardFunctions.ALL.stream(), functions.stream())
            .collect(ImmutableMap.toImmutableMap(Function::name, each -> each)),
        bound);
  }

  /** What the reference tells of its functions, the standard ones first. */
  public List<FunctionUsage> usages() {
    return Stream.of(
            Stream.of(OrMacro.USAGE),
            TextOfValues.ALL.stream().map(BudgetedFunction::usage),
            StandardFunctions.ALL.stream().map(Function::usage),
            ListFunctions.ALL.stream().map(BudgetedFunction::usage),
            functions.values().stream().map(Function::usage))
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  /** That of the function which a tree calls so; empty for one that is not listed. */
  Optional<FunctionUsage> usage(String called) {
    return Stream.concat(
            BUDGETED.stream()
                .filter(each -> each.name().equals(called))
                .map(BudgetedFunction::usage),
            Stream.ofNullable(functions.get(called)).map(Function::usage))
        .filter(usage -> !usage.example().isEmpty())
        .findFirst();
  }

  /** Names of all functions and macros, CEL's own too. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(CelEnvironment.names());
    usages().forEach(usage -> names.add(usage.name()));
    return names;
  }

  /** Its functions of JSON values by name. */
  Map<String, Function> functions() {
    return functions;
  }

  /** Makes what bounds each evaluation of a text that calls these. */
  Supplier<Optional<TextBudget>> budgets(Set<String> called) {
    List<Function> own =
        functions.values().stream().filter(each -> called.contains(each.name())).toList();
    List<BudgetedFunction> budgeted =
        BUDGETED.stream().filter(each -> called.contains(each.name())).toList();
    List<CelFunctionBinding> ofTexts = TextFunctions.of(called);
    return () -> Optional.of(new TextBudget(bound, own, budgeted, ofTexts));
  }

  /** Declares what has one of these names to CEL's checker. */
  void declare(CelCheckerBuilder builder, CelTypes types, Set<String> called) {
    CelEnvironment.declare(builder, called);
    BUDGETED.stream()
        .filter(function -> called.contains(function.name()))
        .forEach(function -> builder.addFunctionDeclarations(function.declared(types)));
    functions.values().stream()
        .filter(function -> called.contains(function.name()))
        .forEach(function -> builder.addFunctionDeclarations(declared(function, types)));
  }

  private static CelFunctionDecl declared(Function function, CelTypes types) {
    List<CelType> parameters =
        function.parameters().stream().map(each -> parameter(each, types)).toList();
    return CelFunctionDecl.newFunctionDeclaration(
        function.name(),
        CelOverloadDecl.newGlobalOverload(
            overload(function), types.of(function.result()), parameters));
  }

  // An object with known fields is none with any for CEL's checker; CallChecks tells what is none.
  private static CelType parameter(ValueType type, CelTypes types) {
    return type instanceof ValueType.MapOf ? SimpleType.DYN : types.of(type);
  }

  static String overload(Function function) {
    return "auterity_" + function.name() + "_" + function.parameters().size();
  }

  /**
   * Says what is wrong with a value, in words that are fit for the caller. It is of CEL's own kind,
   * for CEL writes the arguments into the message of any other, however large they are.
   */
  static final class RefusedValueException extends CelRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String words;

    RefusedValueException(String words, RuntimeException cause) {
      super(cause, CelErrorCode.INVALID_ARGUMENT);
      this.words = words;
    }

    @Override
    public String getMessage() {
      return words;
    }
  }
}

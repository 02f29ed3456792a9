package io.auterity.platform.expression;

import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.common.types.CelType;
import dev.cel.extensions.CelExtensionLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserBuilder;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import io.auterity.spi.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The function library of CEL expressions: functions beside CEL's own, its standard macros and the
 * string and math extensions.
 */
public final class FunctionLibrary {

  private static final int MAX_ITERATIONS = 1_000_000;
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_NODES = 5_000;
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_CHARACTERS = 16 << 20;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(100)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxRegexProgramSize(1_000)
          .build();

  /** Nothing more; a value may be as large as a journal of runs keeps one. */
  public static final FunctionLibrary STANDARD =
      new FunctionLibrary(List.of(), new ValueBound(MOST_VALUES, MOST_CHARACTERS), false);

  private final List<Function> functions;
  private final ValueBound bound;
  private final boolean extended;
  private final CelRuntime runtime;
  private final CelParser parser;
  private final List<CelFunctionDecl> extensions;

  /**
   * A function of JSON values.
   *
   * @param parameters types of its arguments
   * @param result type of what it returns
   */
  public record Function(String name, List<ValueType> parameters, ValueType result, Body body) {
    public Function {
      parameters = List.copyOf(parameters);
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

  private FunctionLibrary(List<Function> functions, ValueBound bound, boolean extended) {
    this.functions = List.copyOf(functions);
    this.bound = bound;
    this.extended = extended;
    this.runtime = bounded(extended);
    List<CelExtensionLibrary.FeatureSet> features =
        extended
            ? List.of(CelExtensions.strings(), CelExtensions.math(), lists())
            : List.of(CelExtensions.strings(), CelExtensions.math());
    this.extensions = features.stream().flatMap(each -> each.functions().stream()).toList();
    CelParserBuilder macros =
        CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    features.forEach(each -> macros.addMacros(each.macros()));
    this.parser = (extended ? macros.addMacros(OrMacro.OR) : macros).build();
  }

  /**
   * Functions of their own, CEL's list extension without {@code lists.range}, and {@code or(a, b)},
   * which is b when a is absent or null. What one evaluation makes is bounded.
   */
  public static FunctionLibrary of(List<Function> functions, ValueBound bound) {
    return new FunctionLibrary(functions, bound, true);
  }

  CelRuntime runtime() {
    return runtime;
  }

  /** Makes what bounds each evaluation of a text that calls these. */
  Supplier<Optional<TextBudget>> budgets(Set<String> called) {
    List<Function> own = functions.stream().filter(each -> called.contains(each.name())).toList();
    List<CelFunctionBinding> ofTexts = TextFunctions.of(called);
    return () -> Optional.of(new TextBudget(bound, own, ofTexts));
  }

  /** A text as a tree, with macros worked out. */
  CelValidationResult parse(String text) {
    return parser.parse(text);
  }

  /**
   * Declares what has one of these names. To declare a function takes the checker time for each
   * text again, and CEL itself has some hundred: declared is what the text calls.
   */
  void declare(CelCheckerBuilder builder, CelTypes types, Set<String> called) {
    builder
        .setOptions(OPTIONS)
        .setStandardEnvironmentEnabled(false)
        .setStandardDeclarations(
            CelStandardDeclarations.newBuilder()
                .filterFunctions((function, overload) -> called.contains(function.functionName()))
                .build());
    extensions.stream()
        .filter(
            function -> called.contains(function.name()) || called.contains(unqualified(function)))
        .forEach(builder::addFunctionDeclarations);
    if (extended && called.contains(OrMacro.DECLARED.name())) {
      builder.addFunctionDeclarations(OrMacro.DECLARED);
    }
    functions.stream()
        .filter(function -> called.contains(function.name()))
        .forEach(function -> builder.addFunctionDeclarations(declared(function, types)));
  }

  // In the tree, what stands before the last dot may as well be a value.
  private static String unqualified(CelFunctionDecl function) {
    return function.name().substring(function.name().lastIndexOf('.') + 1);
  }

  private static CelFunctionDecl declared(Function function, CelTypes types) {
    List<CelType> parameters = function.parameters().stream().map(types::of).toList();
    return CelFunctionDecl.newFunctionDeclaration(
        function.name(),
        CelOverloadDecl.newGlobalOverload(
            overload(function), types.of(function.result()), parameters));
  }

  static String overload(Function function) {
    return "auterity_" + function.name() + "_" + function.parameters().size();
  }

  /**
   * Its functions come with each evaluation, and those that grow a value: it counts what they make.
   * The planner runtime converts all that a comprehension has gathered again for each item, so its
   * time is quadratic: a map of 8,000 items took more than a minute.
   */
  private static CelRuntime bounded(boolean extended) {
    CelRuntimeBuilder runtime =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(
                CelStandardFunctions.newBuilder()
                    .filterFunctions(
                        (function, overload) ->
                            !TextBudget.GROWING.contains(overload)
                                && !TextFunctions.STANDARD.containsKey(overload))
                    .build())
            .addLibraries(strings(), CelExtensions.math());
    return (extended ? runtime.addLibraries(lists()).addFunctionBindings(OrMacro.BINDING) : runtime)
        .build();
  }

  private static CelStringExtensions strings() {
    Set<CelStringExtensions.Function> safe = EnumSet.allOf(CelStringExtensions.Function.class);
    safe.remove(CelStringExtensions.Function.JOIN);
    safe.remove(CelStringExtensions.Function.REPLACE);
    safe.removeAll(TextFunctions.OF_TEXTS);
    return CelExtensions.strings(ImmutableSet.copyOf(safe));
  }

  private static CelListsExtensions lists() {
    Set<CelListsExtensions.Function> safe = EnumSet.allOf(CelListsExtensions.Function.class);
    safe.remove(CelListsExtensions.Function.RANGE);
    return CelExtensions.lists(ImmutableSet.copyOf(safe));
  }

  /**
   * Says what is wrong with a value, in words that are fit for the caller. It is of CEL's own kind,
   * for CEL writes the arguments into the message of any other, however large they are.
   */
  static final class RefusedValueException extends CelRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String words;

    RefusedValueException(String words) {
      super(new IllegalArgumentException(words), CelErrorCode.INVALID_ARGUMENT);
      this.words = words;
    }

    @Override
    public String getMessage() {
      return words;
    }
  }
}

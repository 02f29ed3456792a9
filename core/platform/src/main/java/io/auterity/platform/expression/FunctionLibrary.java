package io.auterity.platform.expression;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensionLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import io.auterity.spi.Json;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may call beside CEL's own functions, its standard macros and the string and math
 * extensions.
 */
public final class FunctionLibrary {

  private static final int MAX_ITERATIONS = 1_000_000;
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_NODES = 5_000;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(100)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxRegexProgramSize(1_000)
          .build();

  /** Nothing more, and no bound on a value but that of iterations. */
  public static final FunctionLibrary STANDARD = new FunctionLibrary(List.of(), null);

  private final List<Function> functions;
  private final @Nullable ValueBound bound;
  private final CelRuntime runtime;
  private final List<Extension> extensions;

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

  private FunctionLibrary(List<Function> functions, @Nullable ValueBound bound) {
    this.functions = List.copyOf(functions);
    this.bound = bound;
    this.runtime = bound == null ? standard() : bounded();
    this.extensions =
        bound == null
            ? List.of(
                Extension.of("strings", CelExtensions.strings()),
                Extension.of("math", CelExtensions.math()))
            : List.of(
                Extension.of("strings", CelExtensions.strings()),
                Extension.of("math", CelExtensions.math()),
                Extension.of("lists", lists()));
  }

  /**
   * Functions that CEL has beside its own.
   *
   * @param words of which one stands in each text that calls one of them
   */
  private record Extension(String name, CelCompilerLibrary library, Set<String> words) {

    // A namespace stands before its functions; the name of a macro is what its text calls.
    static <T extends CelCompilerLibrary & CelExtensionLibrary.FeatureSet> Extension of(
        String name, T library) {
      Stream<String> called =
          Stream.concat(
              library.functions().stream().map(CelFunctionDecl::name),
              library.macros().stream().map(CelMacro::getFunction));
      return new Extension(
          name,
          library,
          called.map(each -> each.replaceFirst("\\..*", "")).collect(Collectors.toSet()));
    }
  }

  /**
   * Functions of their own, CEL's list extension without {@code lists.range}, and {@code or(a, b)},
   * which is b when a is absent or null. What one evaluation makes is bounded.
   */
  public static FunctionLibrary of(List<Function> functions, ValueBound bound) {
    return new FunctionLibrary(functions, bound);
  }

  CelRuntime runtime() {
    return runtime;
  }

  /** What bounds one evaluation, unless it is unbounded. */
  Optional<TextBudget> budget() {
    return Optional.ofNullable(bound).map(most -> new TextBudget(most, functions));
  }

  /**
   * What a text with these words may call: extensions as a whole, functions and the macro by name.
   */
  Set<String> called(Set<String> words) {
    Set<String> called = new HashSet<>();
    extensions.stream()
        .filter(extension -> !Collections.disjoint(extension.words(), words))
        .forEach(extension -> called.add("@" + extension.name()));
    functions.stream().map(Function::name).filter(words::contains).forEach(called::add);
    if (bound != null && words.contains(OrMacro.NAME)) {
      called.add(OrMacro.NAME);
    }
    return Set.copyOf(called);
  }

  /** Declares what {@link #called} tells. */
  void declare(CelCompilerBuilder builder, CelTypes types, Set<String> called) {
    builder.setOptions(OPTIONS).setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    extensions.stream()
        .filter(extension -> called.contains("@" + extension.name()))
        .forEach(extension -> builder.addLibraries(extension.library()));
    if (called.contains(OrMacro.NAME)) {
      builder.addMacros(OrMacro.OR).addFunctionDeclarations(OrMacro.DECLARED);
    }
    functions.stream()
        .filter(function -> called.contains(function.name()))
        .forEach(function -> builder.addFunctionDeclarations(declared(function, types)));
  }

  private static CelFunctionDecl declared(Function function, CelTypes types) {
    List<CelType> parameters = function.parameters().stream().map(types::of).toList();
    return CelFunctionDecl.newFunctionDeclaration(
        function.name(),
        CelOverloadDecl.newGlobalOverload(
            overload(function), types.of(function.result()), parameters));
  }

  static String overload(Function function) {
    return "auterity_%s_%d".formatted(function.name(), function.parameters().size());
  }

  // The planner runtime converts all that a comprehension has gathered again for each item, so its
  // time is quadratic: a map of 8,000 items took more than a minute.
  private static CelRuntime standard() {
    return CelRuntimeFactory.legacyCelRuntimeBuilder()
        .setOptions(OPTIONS)
        .addLibraries(CelExtensions.strings(), CelExtensions.math())
        .build();
  }

  /**
   * Its functions come with each evaluation, and those that grow a value: it counts what they make.
   */
  private CelRuntime bounded() {
    return CelRuntimeFactory.legacyCelRuntimeBuilder()
        .setOptions(OPTIONS)
        .setStandardEnvironmentEnabled(false)
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .filterFunctions(
                    (function, overload) ->
                        function != StandardFunction.ADD || !TextBudget.GROWING.contains(overload))
                .build())
        .addLibraries(strings(), CelExtensions.math(), lists())
        .addFunctionBindings(OrMacro.BINDING)
        .build();
  }

  private static CelStringExtensions strings() {
    Set<CelStringExtensions.Function> safe = EnumSet.allOf(CelStringExtensions.Function.class);
    safe.remove(CelStringExtensions.Function.JOIN);
    safe.remove(CelStringExtensions.Function.REPLACE);
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

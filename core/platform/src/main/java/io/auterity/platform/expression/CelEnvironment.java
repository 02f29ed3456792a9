package io.auterity.platform.expression;

import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.extensions.CelExtensionLibrary.FeatureSet;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserBuilder;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.StringFunction.StringOverload;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment of expressions: CEL's own functions and macros, its string and math extensions,
 * and our macros, with those functions left out that a budget counts.
 */
final class CelEnvironment {

  private static final List<FeatureSet> EXTENSIONS =
      List.of(CelExtensions.strings(), CelExtensions.math());
  private static final List<CelFunctionDecl> EXTENDED =
      EXTENSIONS.stream().flatMap(each -> each.functions().stream()).toList();

  /** Makes a tree of a text, with macros worked out. */
  static final CelParser PARSER = parser();

  /**
   * Its functions come with each evaluation, and those that grow a value: it counts what they make.
   * The planner runtime converts all that a comprehension has gathered again for each item, so its
   * time is quadratic: a map of 8,000 items took more than a minute.
   */
  static final CelRuntime RUNTIME = runtime();

  /**
   * Declares what has one of these names. To declare a function takes the checker time for each
   * text again, and CEL itself has some hundred: declared is what the text calls.
   */
  static void declare(CelCheckerBuilder builder, Set<String> called) {
    builder
        .setOptions(FunctionLibrary.OPTIONS)
        .setStandardEnvironmentEnabled(false)
        .setStandardDeclarations(
            CelStandardDeclarations.newBuilder()
                .filterFunctions(
                    (function, overload) ->
                        called.contains(function.functionName())
                            && !MixedNumbers.declares(function.functionName())
                            && function != StandardFunction.STRING)
                .build());
    MixedNumbers.declare(builder, called);
    EXTENDED.stream()
        .filter(
            function -> called.contains(function.name()) || called.contains(unqualified(function)))
        .forEach(builder::addFunctionDeclarations);
    if (called.contains(OrMacro.DECLARED.name())) {
      builder.addFunctionDeclarations(OrMacro.DECLARED);
    }
  }

  // The parsed tree does not tell a namespace from the value that a method is called on.
  private static String unqualified(CelFunctionDecl function) {
    return function.name().substring(function.name().lastIndexOf('.') + 1);
  }

  /** Names of CEL's functions and macros, without those of operators. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(CelStandardDeclarations.getAllFunctionNames());
    EXTENDED.forEach(function -> names.add(function.name()));
    CelStandardMacro.STANDARD_MACROS.forEach(macro -> names.add(macro.getFunction()));
    names.removeIf(name -> !name.matches("[a-zA-Z_.]*[a-zA-Z]"));
    return names;
  }

  private static CelParser parser() {
    CelParserBuilder parser =
        CelParserFactory.standardCelParserBuilder()
            .setOptions(FunctionLibrary.OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    EXTENSIONS.forEach(each -> parser.addMacros(each.macros()));
    return parser.addMacros(OrMacro.OR).addMacros(ListMacros.ALL).build();
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.legacyCelRuntimeBuilder()
        .setOptions(FunctionLibrary.OPTIONS)
        .setStandardEnvironmentEnabled(false)
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> !replaced(overload))
                .build())
        .addLibraries(strings(), CelExtensions.math())
        .addFunctionBindings(OrMacro.BINDING)
        .addFunctionBindings(MixedNumbers.BINDINGS)
        .build();
  }

  private static boolean replaced(CelStandardOverload overload) {
    return GrowingValues.REPLACED.contains(overload)
        || TextFunctions.STANDARD.containsKey(overload)
        || overload instanceof StringOverload;
  }

  private static CelStringExtensions strings() {
    Set<CelStringExtensions.Function> safe = EnumSet.allOf(CelStringExtensions.Function.class);
    safe.remove(CelStringExtensions.Function.JOIN);
    safe.remove(CelStringExtensions.Function.REPLACE);
    safe.removeAll(TextFunctions.OF_TEXTS);
    return CelExtensions.strings(ImmutableSet.copyOf(safe));
  }
}

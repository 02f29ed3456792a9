package io.auterity.platform.expression;

import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Arithmetic of an integer and a decimal, which CEL has none of: the integer becomes a decimal.
 * JSON has one type of numbers, so {@code 3} comes where {@code 3.5} may, and only the value tells
 * of which type {@code price * 2} is. Of an item whose type is open, as that of a sorted list, the
 * checker takes the first that fits: each operator is evaluated by what the values are.
 */
final class MixedNumbers {

  @Immutable
  private interface OfDecimals {
    double apply(double first, double second);
  }

  private static final String INT_FIRST = "_int64_double";
  private static final String DOUBLE_FIRST = "_double_int64";

  private static final Map<String, OfDecimals> ARITHMETIC =
      Map.of(
          "add", (a, b) -> a + b,
          "subtract", (a, b) -> a - b,
          "multiply", (a, b) -> a * b,
          "divide", (a, b) -> a / b);

  /** The arithmetic as the checker is to know it, by operator. */
  static final Map<String, CelFunctionDecl> DECLARED =
      Map.of(
          "_+_", declared(StandardFunction.ADD, "add"),
          "_-_", declared(StandardFunction.SUBTRACT, "subtract"),
          "_*_", declared(StandardFunction.MULTIPLY, "multiply"),
          "_/_", declared(StandardFunction.DIVIDE, "divide"));

  private static final List<String> COMPARED =
      List.of("less", "less_equals", "greater", "greater_equals");

  /** What the runtime is to know. */
  static final List<CelFunctionBinding> BINDINGS =
      ARITHMETIC.entrySet().stream()
          .flatMap(each -> bindings(each.getKey(), each.getValue()))
          .toList();

  /** By each overload for numbers: those of the same operator for all numbers. */
  private static final Map<String, Set<String>> ALL = all();

  private MixedNumbers() {}

  /** The same expression, whose operators take numbers of either type. */
  static CelAbstractSyntaxTree in(CelAbstractSyntaxTree ast) {
    Map<Long, CelReference> references = new HashMap<>(ast.getReferenceMap());
    references.replaceAll((id, reference) -> widened(reference));
    return CelAbstractSyntaxTree.newCheckedAst(
        ast.getExpr(), ast.getSource(), references, ast.getTypeMap());
  }

  /** Whether an operator is declared here, and not with CEL's own. */
  static boolean declares(String operator) {
    return DECLARED.containsKey(operator);
  }

  /** Declares those of the operators that an expression has. */
  static void declare(CelCheckerBuilder builder, Set<String> called) {
    DECLARED.forEach(
        (operator, declaration) -> {
          if (called.contains(operator)) {
            builder.addFunctionDeclarations(declaration);
          }
        });
  }

  // An integer comes first: it is the first that fits where the type is open.
  private static CelFunctionDecl declared(StandardFunction function, String name) {
    CelFunctionDecl standard = function.functionDecl();
    List<CelOverloadDecl> overloads = new ArrayList<>(standard.overloads());
    overloads.sort(Comparator.comparing(each -> !each.overloadId().equals(name + "_int64")));
    overloads.add(
        CelOverloadDecl.newGlobalOverload(
            name + INT_FIRST, SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE));
    overloads.add(
        CelOverloadDecl.newGlobalOverload(
            name + DOUBLE_FIRST, SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT));
    return CelFunctionDecl.newFunctionDeclaration(standard.name(), overloads);
  }

  private static CelReference widened(CelReference reference) {
    Set<String> overloads = new LinkedHashSet<>(reference.overloadIds());
    reference.overloadIds().forEach(id -> overloads.addAll(ALL.getOrDefault(id, Set.of())));
    return overloads.size() == reference.overloadIds().size()
        ? reference
        : CelReference.newBuilder().setName(reference.name()).addOverloadIds(overloads).build();
  }

  private static Stream<CelFunctionBinding> bindings(String name, OfDecimals operator) {
    return Stream.of(
        CelFunctionBinding.from(
            name + INT_FIRST,
            Long.class,
            Double.class,
            (a, b) -> operator.apply(a.doubleValue(), b)),
        CelFunctionBinding.from(
            name + DOUBLE_FIRST,
            Double.class,
            Long.class,
            (a, b) -> operator.apply(a, b.doubleValue())));
  }

  private static Map<String, Set<String>> all() {
    Map<String, Set<String>> all = new HashMap<>();
    Stream.concat(ARITHMETIC.keySet().stream(), COMPARED.stream())
        .forEach(
            name ->
                put(
                    all,
                    Set.of(name + "_int64", name + "_double"),
                    name + INT_FIRST,
                    name + DOUBLE_FIRST));
    put(all, Set.of("negate_int64", "negate_double"));
    put(all, Set.of("int64_to_double", "double_to_double"));
    put(all, Set.of("int64_to_int64", "double_to_int64"));
    return Map.copyOf(all);
  }

  private static void put(Map<String, Set<String>> all, Set<String> ofOneType, String... mixed) {
    Set<String> every = new LinkedHashSet<>(ofOneType);
    every.addAll(List.of(mixed));
    every.forEach(id -> all.put(id, every));
  }
}

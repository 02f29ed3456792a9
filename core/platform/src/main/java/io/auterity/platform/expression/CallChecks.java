package io.auterity.platform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks of calls that CEL's checker cannot make: a value that is no object where a function takes
 * any object, items that cannot be added or sorted, and literals of {@code format} that are wrong.
 *
 * @param functions those of JSON values, by name
 */
record CallChecks(
    CelAbstractSyntaxTree tree, CelTypes types, Map<String, FunctionLibrary.Function> functions) {

  private static final String FORMAT = "format";
  private static final Set<Scalar> NO_NUMBERS =
      Set.of(
          Scalar.NULL, Scalar.BOOL, Scalar.TEXT, Scalar.DURATION, Scalar.TIMESTAMP, Scalar.FOREIGN);

  /** What is wrong. */
  List<ExpressionProblem> problems() {
    return CelNavigableExpr.fromExpr(tree.getExpr())
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(CelNavigableExpr::expr)
        .flatMap(
            call ->
                Stream.of(noObjects(call), unfitItems(call).stream(), format(call).stream())
                    .flatMap(found -> found))
        .toList();
  }

  private Stream<ExpressionProblem> noObjects(CelExpr call) {
    FunctionLibrary.Function function = functions.get(call.call().function());
    List<CelExpr> arguments = call.call().args();
    if (function == null || function.parameters().size() != arguments.size()) {
      return Stream.of();
    }
    return IntStream.range(0, arguments.size())
        .filter(place -> function.parameters().get(place) instanceof MapOf)
        .mapToObj(arguments::get)
        .filter(argument -> isNoObject(type(argument)))
        .map(
            argument ->
                problem(
                    argument,
                    "%s takes an object, is given %s"
                        .formatted(function.name(), type(argument).described()),
                    "write " + function.usage().signature()));
  }

  private static boolean isNoObject(ValueType type) {
    return type instanceof ListOf || (type instanceof Scalar && !type.equals(Scalar.ANY));
  }

  private Optional<ExpressionProblem> unfitItems(CelExpr call) {
    CelExpr list =
        switch (call.call().function()) {
          case "sum", "sort" -> call.call().target().orElse(null);
          case "@sortedBy" -> call.call().args().getLast();
          default -> null;
        };
    if (list == null || !(type(list) instanceof ListOf(ValueType item))) {
      return Optional.empty();
    }
    boolean sum = call.call().function().equals("sum");
    boolean unfit =
        switch (item) {
          case Scalar scalar -> sum ? NO_NUMBERS.contains(scalar) : scalar == Scalar.NULL;
          case ValueType.Nullable n -> false;
          default -> true;
        };
    return unfit
        ? Optional.of(
            problem(
                call,
                "there is no %s of %s".formatted(sum ? "sum" : "order", item.described()),
                sum ? "take a number of each: .map(x, x.price).sum()" : "take .sortBy(x, x.name)"))
        : Optional.empty();
  }

  private ValueType type(CelExpr expr) {
    return types.from(tree.getType(expr.id()).orElse(SimpleType.DYN));
  }

  private Optional<ExpressionProblem> format(CelExpr call) {
    if (!call.call().function().equals(FORMAT) || call.call().target().isEmpty()) {
      return Optional.empty();
    }
    CelExpr target = call.call().target().get();
    List<CelExpr> arguments = call.call().args();
    CelExpr wrong = isText(target) ? target : arguments.getFirst();
    try {
      if (isText(target)) {
        format(target, arguments.getFirst());
      } else if (type(target).equals(Scalar.TIMESTAMP)
          && arguments.stream().allMatch(CallChecks::isText)) {
        FormatText.ofTime(text(wrong), arguments.size() == 1 ? "UTC" : text(arguments.getLast()));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          problem(wrong, "format: " + e.getMessage(), "correct the text or the list"));
    }
  }

  private static void format(CelExpr text, CelExpr values) {
    FormatText parts = FormatText.parse(text(text));
    if (values.getKind() == Kind.LIST) {
      parts.require(values.list().elements().size());
    }
  }

  private static boolean isText(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static String text(CelExpr literal) {
    return literal.constant().stringValue();
  }

  private ExpressionProblem problem(CelExpr at, String rule, String fix) {
    Integer offset = tree.getSource().getPositionsMap().get(at.id());
    Optional<CelSourceLocation> place =
        offset == null ? Optional.empty() : tree.getSource().getOffsetLocation(offset);
    return new ExpressionProblem(
        "",
        place.map(CelSourceLocation::getLine).orElse(1),
        place.map(found -> found.getColumn() + 1).orElse(1),
        rule,
        fix);
  }
}

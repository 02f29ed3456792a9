package io.auterity.platform.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The macros over lists: {@code sortBy}, {@code group} and {@code reduce}. */
final class ListMacros {

  static final List<CelMacro> ALL =
      List.of(
          CelMacro.newReceiverMacro(
              "sortBy",
              2,
              (factory, list, arguments) ->
                  keyed(factory, list, arguments, ListFunctions.SORTED_BY)),
          CelMacro.newReceiverMacro(
              "group",
              2,
              (factory, list, arguments) -> keyed(factory, list, arguments, ListFunctions.GROUPED)),
          CelMacro.newReceiverMacro("reduce", 4, ListMacros::reduce));

  private static final String LIST = "@list";
  private static final String MADE = "@made";
  private static final String VALUE = "value";

  /** A function of a list and of the keys of its items. */
  private static Optional<CelExpr> keyed(
      CelMacroExprFactory factory,
      CelExpr list,
      ImmutableList<CelExpr> arguments,
      BudgetedFunction function) {
    CelExpr variable = arguments.get(0);
    if (variable.getKind() != Kind.IDENT) {
      return noName(factory, function.usage(), variable);
    }
    String accumulator = factory.getAccumulatorVarName();
    CelExpr keys =
        factory.fold(
            variable.ident().name(),
            factory.newIdentifier(LIST),
            accumulator,
            factory.newList(),
            factory.newBoolLiteral(true),
            factory.newGlobalCall(
                "_+_", factory.newIdentifier(accumulator), factory.newList(arguments.get(1))),
            factory.newIdentifier(accumulator));
    CelExpr call = factory.newGlobalCall(function.name(), factory.newIdentifier(LIST), keys);
    return Optional.of(bound(factory, LIST, list, call));
  }

  /**
   * What the value is made of has a name of its own, and stands in an object: as a list it would
   * grow in place.
   */
  private static Optional<CelExpr> reduce(
      CelMacroExprFactory factory, CelExpr list, ImmutableList<CelExpr> arguments) {
    CelExpr made = arguments.get(0);
    CelExpr item = arguments.get(1);
    if (made.getKind() != Kind.IDENT || item.getKind() != Kind.IDENT) {
      return noName(
          factory, ListFunctions.REDUCED.usage(), made.getKind() == Kind.IDENT ? item : made);
    }
    Supplier<CelExpr> value = () -> factory.newSelect(factory.newIdentifier(MADE), VALUE, false);
    CelExpr next = factory.newGlobalCall(ListFunctions.REDUCED.name(), arguments.get(3));
    return Optional.of(
        factory.fold(
            item.ident().name(),
            list,
            MADE,
            holder(factory, arguments.get(2)),
            factory.newBoolLiteral(true),
            bound(factory, made.ident().name(), value.get(), holder(factory, next)),
            value.get()));
  }

  private static CelExpr holder(CelMacroExprFactory factory, CelExpr value) {
    return factory.newMap(factory.newMapEntry(factory.newStringLiteral(VALUE), value));
  }

  /** An expression in which a name stands for a value, which is evaluated once, as CEL's bind. */
  private static CelExpr bound(
      CelMacroExprFactory factory, String name, CelExpr value, CelExpr inner) {
    return factory.fold(
        "#unused",
        factory.newList(),
        name,
        value,
        factory.newBoolLiteral(false),
        factory.newIdentifier(name),
        inner);
  }

  private static Optional<CelExpr> noName(
      CelMacroExprFactory factory, FunctionUsage usage, CelExpr given) {
    return Optional.of(
        factory.reportError(
            dev.cel.common.CelIssue.formatError(
                factory.getSourceLocation(given),
                "%s: write a name for the item, as in %s"
                    .formatted(usage.name(), usage.signature()))));
  }
}

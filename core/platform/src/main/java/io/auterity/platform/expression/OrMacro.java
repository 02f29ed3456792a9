package io.auterity.platform.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.Optional;

/**
 * {@code or(a, b)}: b when a has no value or is null, else a. It becomes a condition over CEL's own
 * function that takes an error for true, so that b is evaluated only when it is needed.
 */
final class OrMacro {

  static final CelMacro OR =
      CelMacro.newGlobalMacro(
          "or", 2, (factory, target, arguments) -> Optional.of(expand(factory, arguments)));

  // The first value stands twice in the condition: nested there, it doubles at each level.
  private static final int MOST_NODES = 500;

  private OrMacro() {}

  private static CelExpr expand(CelMacroExprFactory factory, ImmutableList<CelExpr> arguments) {
    CelExpr value = arguments.get(0);
    if (CelNavigableExpr.fromExpr(value).allNodes().limit(MOST_NODES + 1).count() > MOST_NODES) {
      return factory.reportError(
          CelIssue.formatError(
              factory.getSourceLocation(value),
              "or: the first value is too long; nest or in the second"));
    }
    CelExpr isNull =
        factory.newGlobalCall(
            "_==_",
            factory.newGlobalCall("dyn", factory.copy(value)),
            factory.newConstant(CelConstant.ofValue(NullValue.NULL_VALUE)));
    return factory.newGlobalCall(
        "_?_:_", factory.newGlobalCall("@not_strictly_false", isNull), arguments.get(1), value);
  }
}

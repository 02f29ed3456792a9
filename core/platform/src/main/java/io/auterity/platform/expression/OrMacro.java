package io.auterity.platform.expression;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.Optional;

/**
 * {@code or(a, b)}: b when a is absent or null, else a. It becomes a condition over a function that
 * takes failures too, so that b is evaluated only when it is needed, and a again when it failed
 * otherwise: that is no absence.
 */
final class OrMacro {

  private static final String NAME = "or";

  static final FunctionUsage USAGE =
      new FunctionUsage(
          NAME,
          "or(value, other) → any",
          "The value, or the other where it is not there or null; any other failure stays one",
          "or(fromJson('{}').name, 'none')",
          "\"none\"");

  static final CelMacro OR =
      CelMacro.newGlobalMacro(
          NAME, 2, (factory, target, arguments) -> Optional.of(expand(factory, arguments)));

  // The first value stands twice in the condition: nested there, it doubles at each level.
  private static final int MOST_NODES = 500;

  private static final String NOTHING = "@nothing";
  private static final String OVERLOAD = "auterity_nothing";

  /** The function's signature; no expression can write its name. */
  static final CelFunctionDecl DECLARED =
      CelFunctionDecl.newFunctionDeclaration(
          NOTHING, CelOverloadDecl.newGlobalOverload(OVERLOAD, SimpleType.BOOL, SimpleType.DYN));

  static final CelFunctionBinding BINDING = new Nothing();

  private static CelExpr expand(CelMacroExprFactory factory, ImmutableList<CelExpr> arguments) {
    CelExpr value = arguments.get(0);
    if (CelNavigableExpr.fromExpr(value).allNodes().limit(MOST_NODES + 1).count() > MOST_NODES) {
      return factory.reportError(
          CelIssue.formatError(
              factory.getSourceLocation(value),
              "or: the first value is too long; nest or in the second"));
    }
    return factory.newGlobalCall(
        "_?_:_", factory.newGlobalCall(NOTHING, factory.copy(value)), arguments.get(1), value);
  }

  /** Whether a value, or why there is none, tells that there is nothing. */
  @Immutable
  private static final class Nothing implements CelFunctionBinding {

    @Override
    public String getOverloadId() {
      return OVERLOAD;
    }

    @Override
    public ImmutableList<Class<?>> getArgTypes() {
      return ImmutableList.of(Object.class);
    }

    @Override
    public CelFunctionOverload getDefinition() {
      return arguments ->
          arguments[0] instanceof Exception failed
              ? NotFoundFailures.is(failed)
              : arguments[0] instanceof NullValue;
    }

    @Override
    public boolean isStrict() {
      return false;
    }
  }
}

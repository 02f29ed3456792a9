package io.auterity.platform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.NullableType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls such as {@code x.substring(1)} of what may be null by its type, in an expression that does
 * not ask whether it is. They fail for null, which is no absence.
 */
final class NullTargets {

  private static final Set<String> BRANCHES = Set.of("_?_:_", "_&&_", "_||_");

  /** Those of one checked expression. */
  static List<ExpressionProblem> of(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL && node.expr().call().target().isPresent())
        .flatMap(node -> problem(node, tree).stream())
        .toList();
  }

  private static Optional<ExpressionProblem> problem(
      CelNavigableExpr node, CelAbstractSyntaxTree tree) {
    CelExpr target = node.expr().call().target().orElseThrow();
    String path = path(target);
    if (!(tree.getType(target.id()).orElse(null) instanceof NullableType)
        || path.isEmpty()
        || asked(node, path)) {
      return Optional.empty();
    }
    Integer offset = tree.getSource().getPositionsMap().get(target.id());
    Optional<CelSourceLocation> place =
        offset == null ? Optional.empty() : tree.getSource().getOffsetLocation(offset);
    return Optional.of(
        new ExpressionProblem(
            "",
            place.map(CelSourceLocation::getLine).orElse(1),
            place.map(found -> found.getColumn() + 1).orElse(1),
            "%s may be null, of which there is no %s"
                .formatted(path, node.expr().call().function()),
            "write %s == null ? dyn(null) : ...".formatted(path)));
  }

  /** Whether a condition around a call looks at what it is called of. */
  private static boolean asked(CelNavigableExpr node, String path) {
    for (Optional<CelNavigableExpr> around = node.parent();
        around.isPresent();
        around = around.get().parent()) {
      CelExpr expr = around.get().expr();
      if (expr.getKind() == Kind.CALL
          && BRANCHES.contains(expr.call().function())
          && CelNavigableExpr.fromExpr(expr.call().args().getFirst())
              .allNodes()
              .anyMatch(each -> path(each.expr()).equals(path))) {
        return true;
      }
    }
    return false;
  }

  /** E.g. {@code input.title}; empty for what is no path. */
  private static String path(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> {
        String operand = path(expr.select().operand());
        yield operand.isEmpty() ? "" : operand + "." + expr.select().field();
      }
      default -> "";
    };
  }
}

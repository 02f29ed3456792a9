package io.auterity.platform.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;

/**
 * Regular expressions that stand as literals in {@code matches}. CEL would only find out that one
 * is wrong when it is evaluated; they are compiled here by the engine that evaluates them, whose
 * time is linear in the text.
 */
public final class RegexLiterals {

  /** What is wrong with those of one checked expression. */
  public static List<ExpressionProblem> problems(CelAbstractSyntaxTree tree) {
    return CelNavigableExpr.fromExpr(tree.getExpr())
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(CelNavigableExpr::expr)
        .filter(call -> call.call().function().equals("matches"))
        .map(call -> call.call().args().getLast())
        .filter(RegexLiterals::isText)
        .flatMap(literal -> problem(literal, tree).stream())
        .toList();
  }

  private static boolean isText(CelExpr argument) {
    return argument.getKind() == Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static Optional<ExpressionProblem> problem(CelExpr literal, CelAbstractSyntaxTree tree) {
    try {
      Pattern.compile(literal.constant().stringValue());
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      Integer offset = tree.getSource().getPositionsMap().get(literal.id());
      Optional<CelSourceLocation> place =
          offset == null ? Optional.empty() : tree.getSource().getOffsetLocation(offset);
      return Optional.of(
          new ExpressionProblem(
              "",
              place.map(CelSourceLocation::getLine).orElse(1),
              place.map(found -> found.getColumn() + 1).orElse(1),
              "'%s' is no regular expression: %s"
                  .formatted(literal.constant().stringValue(), e.getDescription()),
              "use RE2 syntax, which has neither look-around nor back-references"));
    }
  }
}

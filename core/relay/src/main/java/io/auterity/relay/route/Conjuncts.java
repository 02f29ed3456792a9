package io.auterity.relay.route;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conjuncts of a CEL condition, all of which must hold for it to be true, read off its tree.
 * They are equalities of a field and a literal, by which a rule is indexed, and labels that are
 * read without being tested for.
 */
record Conjuncts(Map<String, String> equalities, Set<String> labelsNeeded) {

  private static final String AND = "_&&_";
  private static final String EQUALS = "_==_";
  private static final String INDEX = "_[_]";
  private static final Set<String> LAZY = Set.of(AND, "_||_", "_?_:_", "@not_strictly_false");

  static Conjuncts of(CelExpr tree) {
    Conjuncts found = new Conjuncts(new HashMap<>(), new HashSet<>());
    found.read(tree);
    return found;
  }

  private void read(CelExpr expression) {
    if (expression.getKind() == Kind.CALL && expression.call().function().equals(AND)) {
      expression.call().args().forEach(this::read);
      return;
    }
    if (expression.getKind() == Kind.CALL && expression.call().function().equals(EQUALS)) {
      CelExpr left = expression.call().args().get(0);
      CelExpr right = expression.call().args().get(1);
      addEquality(left, right);
      addEquality(right, left);
    }
    addLabels(expression);
  }

  private void addEquality(CelExpr field, CelExpr literal) {
    Optional<String> name = label(field).map(label -> "." + label).or(() -> model(field));
    if (name.isPresent() && isText(literal)) {
      equalities.putIfAbsent(name.get(), literal.constant().stringValue());
    }
  }

  // A strict function is an error when one of its arguments is; the lazy ones may survive that.
  private void addLabels(CelExpr expression) {
    label(expression).ifPresent(labelsNeeded::add);
    if (expression.getKind() == Kind.CALL && !LAZY.contains(expression.call().function())) {
      CelCall call = expression.call();
      call.target().ifPresent(this::addLabels);
      call.args().forEach(this::addLabels);
    }
  }

  private static Optional<String> label(CelExpr expression) {
    if (expression.getKind() == Kind.SELECT
        && !expression.select().testOnly()
        && isIdent(expression.select().operand(), "labels")) {
      return Optional.of(expression.select().field());
    }
    if (expression.getKind() == Kind.CALL
        && expression.call().function().equals(INDEX)
        && isIdent(expression.call().args().get(0), "labels")
        && isText(expression.call().args().get(1))) {
      return Optional.of(expression.call().args().get(1).constant().stringValue());
    }
    return Optional.empty();
  }

  private static Optional<String> model(CelExpr expression) {
    return isIdent(expression, "model") ? Optional.of("model") : Optional.empty();
  }

  private static boolean isIdent(CelExpr expression, String name) {
    return expression.getKind() == Kind.IDENT && expression.ident().name().equals(name);
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }
}

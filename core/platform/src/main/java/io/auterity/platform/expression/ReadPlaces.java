package io.auterity.platform.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The field paths that an expression reads of its names: each is a name and the fields that follow,
 * as far as they are constant, however they are written. A path ends before an index that is
 * computed.
 */
final class ReadPlaces {

  private static final Set<String> LOOKUPS = Set.of("_[_]", "_[?_]", "_?._");

  private final Set<String> names;
  private final CelNavigableExpr root;

  ReadPlaces(Set<String> names, CelNavigableExpr root) {
    this.names = Set.copyOf(names);
    this.root = root;
  }

  // A variable of a comprehension that bears such a name counts as the name.
  private List<CelNavigableExpr> idents() {
    return root.allNodes()
        .filter(node -> node.getKind() == Kind.IDENT)
        .filter(node -> names.contains(node.expr().ident().name()))
        .toList();
  }

  /** All of them. */
  Set<List<String>> all() {
    Set<List<String>> all = new HashSet<>();
    idents().forEach(ident -> all.add(List.copyOf(from(ident).keys())));
    return Set.copyOf(all);
  }

  /** The one whose value the expression is; empty when it makes something of what it reads. */
  Optional<List<String>> only() {
    List<CelNavigableExpr> idents = idents();
    if (idents.size() != 1) {
      return Optional.empty();
    }
    Chain chain = from(idents.getFirst());
    return chain.plain() && chain.top().id() == root.id()
        ? Optional.of(List.copyOf(chain.keys()))
        : Optional.empty();
  }

  /**
   * A name and what follows it.
   *
   * @param plain whether it is the value there, and not merely whether there is one
   */
  private record Chain(List<String> keys, CelNavigableExpr top, boolean plain) {}

  private static Chain from(CelNavigableExpr ident) {
    List<String> keys = new ArrayList<>(List.of(ident.expr().ident().name()));
    CelNavigableExpr top = ident;
    while (top.parent().isPresent()) {
      CelNavigableExpr around = top.parent().get();
      Optional<String> key = key(around.expr(), top.id());
      if (key.isEmpty()) {
        break;
      }
      keys.add(key.get());
      top = around;
      if (!isValue(around.expr())) {
        return new Chain(keys, top, false);
      }
    }
    return new Chain(keys, top, true);
  }

  private static boolean isValue(CelExpr expr) {
    return expr.getKind() == Kind.SELECT
        ? !expr.select().testOnly()
        : expr.call().function().equals("_[_]");
  }

  /** The field by which an expression reads what it is made of. */
  private static Optional<String> key(CelExpr around, long inner) {
    if (around.getKind() == Kind.SELECT) {
      return Optional.of(around.select().field());
    }
    if (around.getKind() != Kind.CALL || around.call().args().size() != 2) {
      return Optional.empty();
    }
    CelExpr first = around.call().args().get(0);
    CelExpr second = around.call().args().get(1);
    if (LOOKUPS.contains(around.call().function()) && first.id() == inner) {
      return text(second);
    }
    return around.call().function().equals("@in") && second.id() == inner
        ? text(first)
        : Optional.empty();
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}

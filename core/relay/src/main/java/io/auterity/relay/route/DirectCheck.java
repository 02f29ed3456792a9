package io.auterity.relay.route;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tests that most conditions are made of, compiled to plain calls: comparisons of texts with
 * literals, joined by and, or and not. Whatever else an expression holds is left to CEL's own
 * evaluator, which takes ten times as long; a property test holds the two against each other.
 */
interface DirectCheck {

  Truth of(CallFacts facts);

  /** A text that a call has; null when reading it is an error. */
  interface Text {
    @Nullable String of(CallFacts facts);
  }

  /** The same test as this tree, if it is made of nothing else. */
  static Optional<DirectCheck> compile(CelExpr tree) {
    return Optional.ofNullable(test(tree));
  }

  private static @Nullable DirectCheck test(CelExpr tree) {
    return switch (tree.getKind()) {
      case CALL -> call(tree.call());
      case SELECT -> present(tree);
      default -> null;
    };
  }

  private static @Nullable DirectCheck call(CelCall call) {
    return switch (call.function()) {
      case "_&&_" -> joined(call, Truth.FALSE);
      case "_||_" -> joined(call, Truth.TRUE);
      case "!_" -> {
        DirectCheck inner = test(call.args().getFirst());
        yield inner == null ? null : facts -> inner.of(facts).not();
      }
      case "_==_" -> compared(call.args(), String::equals);
      case "_!=_" -> compared(call.args(), (left, right) -> !left.equals(right));
      case "startsWith" -> asked(call, String::startsWith);
      case "endsWith" -> asked(call, String::endsWith);
      case "contains" -> asked(call, String::contains);
      case "@in" -> among(call.args());
      default -> null;
    };
  }

  // Either operand may decide alone; if neither does, an error is one.
  private static @Nullable DirectCheck joined(CelCall call, Truth decides) {
    DirectCheck left = test(call.args().get(0));
    DirectCheck right = test(call.args().get(1));
    if (left == null || right == null) {
      return null;
    }
    return facts -> {
      Truth first = left.of(facts);
      if (first == decides) {
        return decides;
      }
      Truth second = right.of(facts);
      return second == decides || first != Truth.ERROR ? second : Truth.ERROR;
    };
  }

  private static @Nullable DirectCheck compared(
      List<CelExpr> args, BiPredicate<String, String> by) {
    return both(text(args.get(0)), text(args.get(1)), by);
  }

  private static @Nullable DirectCheck asked(CelCall call, BiPredicate<String, String> by) {
    return call.target().isEmpty()
        ? null
        : both(text(call.target().get()), text(call.args().getFirst()), by);
  }

  private static @Nullable DirectCheck both(
      @Nullable Text left, @Nullable Text right, BiPredicate<String, String> by) {
    if (left == null || right == null) {
      return null;
    }
    return facts -> {
      String first = left.of(facts);
      String second = right.of(facts);
      return first == null || second == null ? Truth.ERROR : Truth.of(by.test(first, second));
    };
  }

  private static @Nullable DirectCheck among(List<CelExpr> args) {
    Text text = text(args.get(0));
    CelExpr list = args.get(1);
    if (text == null
        || list.getKind() != Kind.LIST
        || !list.list().elements().stream().allMatch(DirectCheck::isLiteral)) {
      return null;
    }
    Set<String> literals =
        list.list().elements().stream()
            .map(literal -> literal.constant().stringValue())
            .collect(Collectors.toUnmodifiableSet());
    return facts -> {
      String value = text.of(facts);
      return value == null ? Truth.ERROR : Truth.of(literals.contains(value));
    };
  }

  private static @Nullable DirectCheck present(CelExpr tree) {
    if (!tree.select().testOnly() || !isLabels(tree.select().operand())) {
      return null;
    }
    String name = tree.select().field();
    return facts -> Truth.of(facts.labels().containsKey(name));
  }

  private static @Nullable Text text(CelExpr tree) {
    return switch (tree.getKind()) {
      case CONSTANT -> isLiteral(tree) ? literal(tree.constant().stringValue()) : null;
      case IDENT -> Variables.text(tree.ident().name());
      case SELECT ->
          isLabels(tree.select().operand()) && !tree.select().testOnly()
              ? label(tree.select().field())
              : null;
      case CALL -> indexed(tree.call());
      default -> null;
    };
  }

  private static @Nullable Text indexed(CelCall call) {
    boolean label =
        call.function().equals("_[_]")
            && isLabels(call.args().get(0))
            && isLiteral(call.args().get(1));
    return label ? label(call.args().get(1).constant().stringValue()) : null;
  }

  private static Text literal(String value) {
    return facts -> value;
  }

  private static Text label(String name) {
    return facts -> facts.labels().get(name);
  }

  private static boolean isLabels(CelExpr tree) {
    return tree.getKind() == Kind.IDENT && tree.ident().name().equals("labels");
  }

  private static boolean isLiteral(CelExpr tree) {
    return tree.getKind() == Kind.CONSTANT
        && tree.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  /** What a test of CEL comes to; an error is overruled by an operand that decides without it. */
  enum Truth {
    FALSE,
    TRUE,
    ERROR;

    static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }

    Truth not() {
      return this == ERROR ? ERROR : of(this == FALSE);
    }
  }
}

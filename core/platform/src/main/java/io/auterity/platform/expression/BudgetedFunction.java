package io.auterity.platform.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A function over CEL's values that counts what it reads and makes against the budget of its
 * evaluation.
 *
 * @param name by which a tree calls it; one that begins with {@code @} is called by a macro alone
 */
record BudgetedFunction(String name, FunctionUsage usage, List<Overload> overloads) {
  BudgetedFunction {
    overloads = List.copyOf(overloads);
  }

  /** By the name under which it is listed. */
  static BudgetedFunction of(FunctionUsage usage, Overload... overloads) {
    return new BudgetedFunction(usage.name(), usage, List.of(overloads));
  }

  /**
   * One form of it.
   *
   * @param member whether it is called on its first parameter
   * @param classes of values for which this form is chosen where their types are not known
   */
  record Overload(
      String id,
      boolean member,
      List<CelType> parameters,
      Function<CelTypes, CelType> result,
      List<Class<?>> classes,
      Body body) {
    Overload {
      parameters = List.copyOf(parameters);
      classes = List.copyOf(classes);
    }

    /** Called on a value of its first parameter; its body tells in plain words what is none. */
    static Overload member(String id, CelType result, Body body, CelType... parameters) {
      return new Overload(id, true, List.of(parameters), types -> result, any(parameters), body);
    }

    static Overload global(String id, CelType result, Body body, CelType... parameters) {
      return new Overload(id, false, List.of(parameters), types -> result, any(parameters), body);
    }

    private static List<Class<?>> any(CelType... parameters) {
      return Collections.nCopies(parameters.length, Object.class);
    }

    /** Chosen for values of these classes alone, as there are other forms. */
    Overload of(Class<?>... chosen) {
      return new Overload(id, member, parameters, result, List.of(chosen), body);
    }

    private CelOverloadDecl declared(CelTypes types) {
      CelType made = result.apply(types);
      return member
          ? CelOverloadDecl.newMemberOverload(id, made, parameters)
          : CelOverloadDecl.newGlobalOverload(id, made, parameters);
    }

    @SuppressWarnings("Immutable") // It serves one evaluation, on one thread.
    private CelFunctionBinding binding(TextBudget budget) {
      return CelFunctionBinding.from(id, classes, arguments -> body.apply(budget, arguments));
    }
  }

  /** What one form of it does. */
  @FunctionalInterface
  interface Body {
    Object apply(TextBudget budget, Object[] arguments);
  }

  CelFunctionDecl declared(CelTypes types) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, overloads.stream().map(overload -> overload.declared(types)).toList());
  }

  List<CelFunctionBinding> bindings(TextBudget budget) {
    return overloads.stream().map(overload -> overload.binding(budget)).toList();
  }
}
